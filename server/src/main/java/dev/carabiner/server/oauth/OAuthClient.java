package dev.carabiner.server.oauth;

import dev.carabiner.vault.Secret;
import java.util.Optional;

/// The client that an app has registered at a provider.
///
/// @param provider where it is registered
/// @param clientId its `client_id`
/// @param clientSecret absent for a public client
public record OAuthClient(
    ResolvedProvider provider, String clientId, Optional<Secret> clientSecret) {}
