package dev.carabiner.server.apps;

import dev.carabiner.vault.Sealed;
import java.util.Optional;

/// The client registration that an app has at its provider (RFC 6749 section 2).
///
/// @param clientId the `client_id`
/// @param secret the sealed `client_secret`; absent for public clients
public record ClientCredentials(String clientId, Optional<Sealed> secret) {}
