package dev.carabiner.server.tokens;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.oauth.ProofKey;
import dev.carabiner.server.sessions.GrantSealer;
import dev.carabiner.server.sessions.Reading;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Gives a token together with what one request needs to use it: a proof, where the session's
/// tokens are bound to its key (RFC 9449). The key itself stays here.
public final class Proofs {
  private final FreshTokens fresh;
  private final SessionStore store;
  private final Vault vault;
  private final GrantSealer sealer;
  private final InstantSource clock;

  /// @param clock the one that proofs are dated by
  public Proofs(FreshTokens fresh, SessionStore store, Vault vault, InstantSource clock) {
    this.fresh = fresh;
    this.store = store;
    this.vault = vault;
    this.sealer = new GrantSealer(vault);
    this.clock = clock;
  }

  /// The request that the application is about to make.
  ///
  /// @param nonce the one that its server gave last
  public record Use(String method, URI uri, Optional<String> nonce) {}

  /// What came of it.
  public sealed interface Outcome {
    /// What the request is to carry.
    ///
    /// @param end of the token, where it is known
    /// @param proof absent: the token is a bearer token
    record Given(Secret accessToken, Optional<Instant> end, Optional<Secret> proof)
        implements Outcome {
      /// What stands before the token in the request's `Authorization`.
      public String scheme() {
        return proof.isPresent() ? ProofKey.TOKEN_TYPE : "Bearer";
      }
    }

    /// There is no token to be had.
    record None(TokenOutcome why) implements Outcome {}
  }

  /// A living token and the proof for one request with it, of one and the same connection.
  public Outcome of(Workspace workspace, SessionId id, Use use) {
    var outcome = fresh.of(workspace, id, Optional.empty());
    if (!(outcome instanceof TokenOutcome.HandedOut)) return new Outcome.None(outcome);
    return store
        .find(workspace, id)
        .flatMap(reading -> given(reading, use))
        .orElseGet(() -> new Outcome.None(new TokenOutcome.NoSuchSession()));
  }

  /// Of one reading, so that token and key belong together whatever happens meanwhile.
  private Optional<Outcome> given(Reading reading, Use use) {
    var session = reading.session();
    var tokens = session.grant().tokens();
    if (tokens.isEmpty()) return Optional.empty();
    try {
      var binding = session.key().binding("access_token", session.renewal().generation());
      var token = vault.open(tokens.get().accessToken(), binding);
      var proof =
          ProofKey.of(sealer.kept(session))
              .map(key ->
                  key.proof(
                      use.method(), use.uri(), Optional.of(token), use.nonce(), clock.instant()));
      return Optional.of(new Outcome.Given(token, tokens.get().end(), proof));
    } catch (SealBroken broken) {
      return Optional.empty();
    }
  }
}
