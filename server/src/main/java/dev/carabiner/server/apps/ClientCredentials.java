package dev.carabiner.server.apps;

import dev.carabiner.vault.Sealed;
import java.util.Optional;

/// The client registration that an app has at its provider (RFC 6749 section 2).
///
/// @param clientId the `client_id`; empty for an app whose client we register ourselves
/// @param secret the sealed `client_secret`; absent for public clients
/// @param identityApp the app whose client signs the users in; where connections come by ID tokens
///   that were made out to it
public record ClientCredentials(
    String clientId, Optional<Sealed> secret, Optional<AppKey> identityApp) {
  /// Of an app whose users connect over the provider, or by what they type.
  public ClientCredentials(String clientId, Optional<Sealed> secret) {
    this(clientId, secret, Optional.empty());
  }

  /// Whether somebody has registered the client by hand.
  public boolean isByHand() {
    return !clientId.isEmpty();
  }
}
