package dev.carabiner.server.operators;

import dev.carabiner.vault.Sealed;
import java.time.Instant;
import java.util.Optional;

/// Somebody who may work at the console.
///
/// @param id opaque
/// @param login the e-mail address, in lower case; unique in the installation
/// @param name as people read it
/// @param passwordHash in the PHC string format; absent for who comes from the company's OpenID
///   provider
/// @param totp the sealed key of the second factor
/// @param totpStep the last time step whose code was used; a code counts once
/// @param version goes up with every change
public record Operator(
    String id,
    String login,
    String name,
    Role role,
    Optional<String> passwordHash,
    Optional<Sealed> totp,
    long totpStep,
    Instant createdAt,
    long version) {}
