package dev.carabiner.server.simulation;

import dev.carabiner.server.providers.RotationPolicy;
import dev.carabiner.server.simulation.GrantAtProvider.Access;
import dev.carabiner.server.simulation.GrantAtProvider.Refresh;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An authorization server that never errs by itself, and remembers everything: the truth that the
/// checker compares with.
final class SimulatedProvider {
  /// How long a used refresh token stays valid under [RotationPolicy#GRACE].
  static final Duration GRACE = Duration.ofSeconds(120);

  /// What it really does, whatever the catalogue says; never [RotationPolicy#UNKNOWN].
  final RotationPolicy policy;

  final Duration life;
  private final Strands strands;
  private final Map<String, Refresh> refreshTokens = new HashMap<>();
  private final Map<String, Access> accessTokens = new HashMap<>();
  private final Map<String, String> codes = new HashMap<>();
  private final Map<String, GrantAtProvider> spentCodes = new HashMap<>();
  private final List<GrantAtProvider> grants = new ArrayList<>();
  private int made;

  SimulatedProvider(Strands strands, RotationPolicy policy, Duration life) {
    this.strands = strands;
    this.policy = policy;
    this.life = life;
  }

  /// Tokens that it gave.
  ///
  /// @param refresh absent where the old one stays as it is
  record Given(String access, Optional<String> refresh, GrantAtProvider grant) {}

  /// The user agrees.
  ///
  /// @return the code
  String authorize(String account) {
    var code = "code-" + ++made;
    codes.put(code, account);
    return code;
  }

  /// Whether the code is one of its own, spent or not.
  boolean knowsCode(String code) {
    return codes.containsKey(code) || spentCodes.containsKey(code);
  }

  Optional<Given> exchange(String code) {
    var spent = spentCodes.get(code);
    if (spent != null) spent.die("its code came a second time");
    var account = codes.remove(code);
    if (account == null) return Optional.empty();
    var given = grant(account);
    spentCodes.put(code, given.grant());
    return Optional.of(given);
  }

  /// A new grant with its first tokens.
  Given grant(String account) {
    var grant = new GrantAtProvider(grants.size(), account);
    grants.add(grant);
    return new Given(access(grant), Optional.of(refresh(grant, null).value), grant);
  }

  Optional<Given> refresh(String token, @Nullable AtWire request) {
    var presented = refreshTokens.get(token);
    if (presented == null || presented.grant.isDead()) return Optional.empty();
    if (!accepts(presented)) {
      if (policy == RotationPolicy.STRICT) presented.grant.die("a used refresh token came again");
      return Optional.empty();
    }
    if (presented.usedAt < 0) presented.usedAt = strands.nanos();
    if (presented.parent != null) presented.parent.childUsed = true;
    if (request != null) request.processedAt = strands.nanos();
    if (policy == RotationPolicy.NONE) {
      if (request != null) request.given = presented;
      return Optional.of(new Given(access(presented.grant), Optional.empty(), presented.grant));
    }
    var next = refresh(presented.grant, presented);
    if (request != null) request.given = next;
    return Optional.of(
        new Given(access(presented.grant), Optional.of(next.value), presented.grant));
  }

  private boolean accepts(Refresh token) {
    return switch (policy) {
      case NONE -> true;
      case GRACE -> token.usedAt < 0 || strands.nanos() - token.usedAt <= GRACE.toNanos();
      case PREVIOUS_UNTIL_USED -> !token.childUsed;
      case STRICT -> token.usedAt < 0;
      case UNKNOWN -> throw new IllegalStateException("a provider knows what it does");
    };
  }

  /// Whether a refresh with that token would work now; asking changes nothing.
  boolean wouldRefresh(String token) {
    var known = refreshTokens.get(token);
    return known != null && !known.grant.isDead() && accepts(known);
  }

  /// Ends the grant that the token belongs to (RFC 7009); nothing happens for an unknown token.
  void revoke(String token) {
    grantOf(token).ifPresent(grant -> grant.die("revoked"));
  }

  Optional<GrantAtProvider> grantOf(String token) {
    return Optional.ofNullable(refreshTokens.get(token))
        .map(refresh -> refresh.grant)
        .or(() -> Optional.ofNullable(accessTokens.get(token)).map(Access::grant));
  }

  Optional<Refresh> refreshToken(String token) {
    return Optional.ofNullable(refreshTokens.get(token));
  }

  Optional<Access> accessToken(String token) {
    return Optional.ofNullable(accessTokens.get(token));
  }

  List<GrantAtProvider> grants() {
    return grants;
  }

  private String access(GrantAtProvider grant) {
    var value = "access-" + ++made + "-of-" + grant.number;
    var now = strands.nanos();
    accessTokens.put(value, new Access(grant, now, now + life.toNanos()));
    return value;
  }

  private Refresh refresh(GrantAtProvider grant, @Nullable Refresh parent) {
    var token = new Refresh(grant, "refresh-" + ++made + "-of-" + grant.number, parent);
    refreshTokens.put(token.value, token);
    return token;
  }
}
