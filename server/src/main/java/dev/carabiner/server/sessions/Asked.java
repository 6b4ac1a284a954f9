package dev.carabiner.server.sessions;

import dev.carabiner.vault.Secret;
import java.time.Instant;
import java.util.Optional;

/// What a provider was asked, as far as its answer needs it to find its place again.
public sealed interface Asked {
  /// Whose session it is for.
  Session.Key session();

  /// A refresh.
  ///
  /// @param generation whose refresh token was sent
  /// @param fence the claim's
  /// @param connected when the grant was made that was refreshed
  /// @param account the id of its account, where that was known
  record Refresh(
      Session.Key session,
      long generation,
      long fence,
      Optional<Instant> connected,
      Optional<String> account)
      implements Asked {
    /// The refresh of a session as its claim left it.
    public static Refresh of(Session claimed) {
      return new Refresh(
          claimed.key(),
          claimed.renewal().generation(),
          claimed.renewal().fence(),
          claimed.times().connected(),
          claimed.grant().account().map(ProviderAccount::id));
    }
  }

  /// A code exchange.
  ///
  /// @param linkHash which flow
  /// @param version of the flow while the code is on its way
  /// @param nonce what the ID token must carry
  record Exchange(Session.Key session, String linkHash, long version, Optional<Secret> nonce)
      implements Asked {}
}
