package dev.carabiner.server.m2m;

import dev.carabiner.server.callers.Scopes;
import java.time.Instant;

/// What a genuine token of ours says.
///
/// @param keyId the key that signed it
/// @param clientId whose it is
/// @param scopes what it was granted
/// @param expiresAt when it ends
record VerifiedToken(String keyId, String clientId, Scopes scopes, Instant expiresAt) {}
