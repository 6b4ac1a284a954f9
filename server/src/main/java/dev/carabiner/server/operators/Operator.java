package dev.carabiner.server.operators;

import dev.carabiner.vault.Sealed;
import java.time.Instant;
import java.util.Optional;

/// Somebody who may work at the console.
///
/// @param id opaque
/// @param login the e-mail address, in lower case, or what stands for a person of the company's
///   provider; unique in the installation
/// @param name as people read it
/// @param passwordHash in the PHC string format; absent for who comes from the company's OpenID
///   provider
/// @param totp the sealed key of the second factor
/// @param totpStep the last time step whose code was used; a code counts once
/// @param version goes up with every change
/// @param company who this is at the company's OpenID provider; absent for who has a password
public record Operator(
    String id,
    String login,
    String name,
    Role role,
    Optional<String> passwordHash,
    Optional<Sealed> totp,
    long totpStep,
    Instant createdAt,
    long version,
    Optional<CompanyAccount> company) {
  /// The address that people know them by; empty where the company's provider tells none.
  public String address() {
    return company.map(CompanyAccount::address).orElse(login);
  }
}
