package dev.carabiner.server.providers;

import java.time.Duration;
import java.util.Optional;

/// What a JWT says that a client signs to show who it is (RFC 7523 section 3). Templates may name
/// the entry's variables and `client_id`.
///
/// @param algorithm absent: ES256 or RS256, as the key is
/// @param audience absent: the token endpoint
/// @param issuer absent: the client's id
/// @param subject absent: the client's id
/// @param keyId absent: none is named
/// @param maxLifetime the longest life that the provider takes
public record ClientJwt(
    Optional<Algorithm> algorithm,
    Optional<Template> audience,
    Optional<Template> issuer,
    Optional<Template> subject,
    Optional<Template> keyId,
    Optional<Duration> maxLifetime) {
  /// With nothing but what RFC 7523 asks for.
  public static final ClientJwt STANDARD =
      new ClientJwt(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /// How it is signed (RFC 7518 section 3.1).
  public enum Algorithm {
    ES256,
    RS256
  }
}
