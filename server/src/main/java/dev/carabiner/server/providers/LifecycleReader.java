package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.providers.Lifecycle.Ends;
import dev.carabiner.server.providers.Lifecycle.Given;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Set;

/// Reads how long tokens live.
final class LifecycleReader {
  private static final Set<String> KEYS =
      Set.of(
          "access_token_expires",
          "access_token_lifetime",
          "expires_in_missing",
          "refresh_token",
          "refresh_token_request",
          "refresh_token_rotation",
          "refresh_token_lifetime",
          "refresh_token_idle_lifetime",
          "rotation_policy",
          "rotation_grace");

  private static final Set<String> LIMIT_KEYS = Set.of("token_requests", "per");
  private static final Duration LONGEST_LIMIT = Duration.ofDays(1);

  private LifecycleReader() {}

  /// Whether a refresh gives a new refresh token.
  private enum Rotation {
    YES,
    NO,
    OPTIONAL,
    UNKNOWN
  }

  static Lifecycle read(YamlTree.Branch entry) {
    var branch =
        entry
            .get("lifecycle")
            .map(YamlTree::branch)
            .orElseGet(() -> new YamlTree.Branch(entry.place(), new LinkedHashMap<>()));
    Keys.allow(branch, KEYS, Set.of());
    branch.get("expires_in_missing").ifPresent(Keys::yes);
    var grace = branch.get("rotation_grace").map(Keys::seconds);
    return new Lifecycle(
        Keys.choice(branch, "access_token_expires", Ends.class).orElse(Ends.UNKNOWN),
        branch.get("access_token_lifetime").map(Keys::seconds),
        new Lifecycle.RefreshTokens(
            Keys.choice(branch, "refresh_token", Given.class).orElse(Given.UNKNOWN),
            Keys.text(branch, "refresh_token_request"),
            branch.get("refresh_token_lifetime").map(Keys::seconds),
            branch.get("refresh_token_idle_lifetime").map(Keys::seconds)),
        policy(branch, grace.isPresent()),
        grace,
        entry
            .get("refresh")
            .flatMap(tree -> tree.branch().get("not_before_expiry"))
            .map(Keys::seconds),
        entry.get("limits").map(tree -> limit(tree.branch())));
  }

  private static TokenRequestLimit limit(YamlTree.Branch limits) {
    Keys.allow(limits, LIMIT_KEYS, Set.of());
    var per = Keys.seconds(limits.need("per"));
    if (per.compareTo(LONGEST_LIMIT) > 0)
      throw limits.need("per").problem("must be at most a day, 86400 seconds");
    return new TokenRequestLimit(Keys.count(limits.need("token_requests")), per);
  }

  /// The policy that the entry names, else the careful reading of whether tokens rotate at all.
  private static RotationPolicy policy(YamlTree.Branch branch, boolean withGrace) {
    var rotation = Keys.choice(branch, "refresh_token_rotation", Rotation.class);
    var policy =
        Keys.choice(branch, "rotation_policy", RotationPolicy.class)
            .orElseGet(() ->
                switch (rotation.orElse(Rotation.UNKNOWN)) {
                  case NO -> RotationPolicy.NONE;
                  case YES -> RotationPolicy.STRICT;
                  case OPTIONAL, UNKNOWN -> RotationPolicy.UNKNOWN;
                });
    if (withGrace != (policy == RotationPolicy.GRACE))
      throw branch.problem("rotation_grace and the rotation_policy grace need each other");
    return policy;
  }
}
