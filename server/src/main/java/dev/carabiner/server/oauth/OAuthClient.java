package dev.carabiner.server.oauth;

import dev.carabiner.server.apps.Consent;
import dev.carabiner.vault.Secret;
import java.util.List;
import java.util.Optional;

/// The client that an app has registered at a provider.
///
/// @param provider where it is registered
/// @param clientId its `client_id`
/// @param clientSecret absent for a public client
public record OAuthClient(
    ResolvedProvider provider, String clientId, Optional<Secret> clientSecret) {
  /// The scopes that a user is asked for: the app's, or else the catalogue's defaults.
  public List<String> requested(Consent consent) {
    return consent.all().isEmpty() ? provider.provider().protocol().defaultScopes() : consent.all();
  }
}
