package dev.carabiner.server.m2m;

import dev.carabiner.vault.Sealed;
import java.time.Instant;

/// A signing key as it is stored.
///
/// @param kid its key id (RFC 7638 thumbprint)
/// @param privateKey PKCS #8, sealed for the place that [SigningKeys] names
/// @param createdAt when it was made
public record StoredKey(String kid, Sealed privateKey, Instant createdAt) {}
