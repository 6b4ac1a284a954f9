package dev.carabiner.server.apps;

import dev.carabiner.vault.Sealed;
import java.util.Optional;

/// The client registration that an app has at its provider (RFC 6749 section 2).
///
/// @param clientId the `client_id`; empty for an app whose client we register ourselves
/// @param secret the sealed `client_secret`; absent for public clients
public record ClientCredentials(String clientId, Optional<Sealed> secret) {
  /// Whether somebody has registered the client by hand.
  public boolean isByHand() {
    return !clientId.isEmpty();
  }
}
