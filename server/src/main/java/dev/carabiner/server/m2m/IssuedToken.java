package dev.carabiner.server.m2m;

import dev.carabiner.vault.Secret;
import java.time.Instant;

/// A token that was just issued.
///
/// @param token the JWT
/// @param expiresAt when it ends, in whole seconds
public record IssuedToken(Secret token, Instant expiresAt) {}
