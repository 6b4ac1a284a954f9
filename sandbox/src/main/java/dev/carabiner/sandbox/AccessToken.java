package dev.carabiner.sandbox;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept of an access token; its value is not.
 *
 * @param scopes at most those of the grant
 * @param ends absent: never
 */
record AccessToken(
    String grant, Set<String> scopes, Instant issued, Optional<Instant> ends, boolean revoked) {
  AccessToken {
    scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
  }

  boolean hasEnded(Instant now) {
    return ends.filter(end -> !now.isBefore(end)).isPresent();
  }

  AccessToken endAt(Instant now) {
    return new AccessToken(grant, scopes, issued, Optional.of(now), revoked);
  }

  AccessToken revoke() {
    return new AccessToken(grant, scopes, issued, ends, true);
  }
}
