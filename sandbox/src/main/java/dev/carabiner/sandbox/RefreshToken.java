package dev.carabiner.sandbox;

import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of a refresh token; its value is not.
 *
 * @param superseded when a newer one took its place
 */
record RefreshToken(String grant, Optional<Instant> superseded, boolean revoked) {

  RefreshToken supersede(Instant now) {
    return superseded.isPresent() ? this : new RefreshToken(grant, Optional.of(now), revoked);
  }

  RefreshToken revoke() {
    return new RefreshToken(grant, superseded, true);
  }
}
