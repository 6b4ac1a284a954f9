package dev.carabiner.sandbox;

import java.time.Duration;
import java.util.Optional;

/**
 * How tokens live and die.
 *
 * @param accessTokenLifetime how long an access token works; absent: without end, and no {@code
 *     expires_in} in the answer
 * @param rotation what a refresh does to the refresh token
 * @param alwaysRefreshToken whether a refresh token is given without {@code offline_access} too
 * @param revocation what the revocation of a token takes along
 */
public record TokenRules(
    Optional<Duration> accessTokenLifetime,
    Rotation rotation,
    boolean alwaysRefreshToken,
    RevocationReach revocation) {

  public TokenRules {
    if (accessTokenLifetime.filter(life -> life.toSeconds() < 1).isPresent()) {
      throw new IllegalArgumentException("an access token lives at least one second");
    }
  }
}
