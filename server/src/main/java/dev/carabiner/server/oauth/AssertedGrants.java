package dev.carabiner.server.oauth;

import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Makes grants of ID tokens that an application's users were given at sign-in. The ID token is
/// kept as the refresh credential: tokens are had by it as long as it lives.
public final class AssertedGrants {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int LONGEST = 255;

  private final TokenCalls calls;
  private final InstantSource clock;

  public AssertedGrants(TokenCalls calls, InstantSource clock) {
    this.calls = calls;
    this.clock = clock;
  }

  /// How it ended.
  public sealed interface Outcome {
    /// Both servers agreed.
    ///
    /// @param account the user, as the identity provider names them
    record Granted(Grant grant, Account account) implements Outcome {}

    /// One of them did not, or the ID token is not for the app's client, or is over.
    record Refused(String error) implements Outcome {}

    /// One of them cannot be asked at the moment.
    record Silent() implements Outcome {}
  }

  /// The grant of an ID token; asks both servers. May take 20 s.
  ///
  /// @param asking with the one that the ID token was made out to
  public Outcome grant(OAuthClient asking, Secret idToken, List<String> scopes) {
    var client = asking.beginning();
    var now = clock.instant();
    var claims = IdToken.shown(client.identity().orElseThrow(), idToken, now);
    var account = claims.flatMap(AssertedGrants::account);
    if (claims.isEmpty() || account.isEmpty()) return new Outcome.Refused("invalid_id_token");
    var life = Duration.between(now, Instant.ofEpochSecond(claims.get().path("exp").longValue()));
    var reply =
        calls.refresh(client, new RefreshRequest(idToken, scopes, "", DEADLINE), BeforeSending.GO);
    return switch (reply) {
      case TokenReply.Granted(var grant) ->
          new Outcome.Granted(
              grant.refreshedBy(idToken, life).keeping(client.provenance()), account.get());
      case TokenReply.Dead(var error) -> new Outcome.Refused(error);
      case TokenReply.Refused(var error) -> new Outcome.Refused(error);
      case TokenReply.OursIsWrong(var error) -> new Outcome.Refused(error);
      case TokenReply.NotDone _, TokenReply.InDoubt _ -> new Outcome.Silent();
    };
  }

  private static Optional<Account> account(ObjectNode claims) {
    return text(claims, "sub")
        .map(subject -> new Account(subject, text(claims, "name"), text(claims, "email")));
  }

  private static Optional<String> text(ObjectNode claims, String name) {
    var claim = claims.path(name);
    return claim.isString() && Visible.isShown(claim.asString(), LONGEST)
        ? Optional.of(claim.asString())
        : Optional.empty();
  }
}
