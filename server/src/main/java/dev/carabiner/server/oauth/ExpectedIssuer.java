package dev.carabiner.server.oauth;

import java.util.Optional;

/// The issuer that a callback must come from (RFC 9207). Kept with the flow from its start.
///
/// @param issuer absent where none is known, or where it differs by tenant
/// @param promised whether the provider promises to send `iss` with each callback
public record ExpectedIssuer(Optional<String> issuer, boolean promised) {}
