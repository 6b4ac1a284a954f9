package dev.carabiner.client;

import dev.carabiner.client.internal.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * What keeps a session's access token from being renewed.
 *
 * @param tries how often in a row it was not done
 * @param nextTry not before this time
 * @param deniedSince when the provider first said that the grant is no longer valid; a second try
 *     confirms or refutes it
 * @param inDoubtSince when a refresh was sent that got no usable answer
 * @param credentialsRefusedSince since when the provider refuses the app's client credentials
 */
public record RefreshTrouble(
    int tries,
    Optional<Instant> nextTry,
    Optional<Instant> deniedSince,
    Optional<Instant> inDoubtSince,
    Optional<Instant> credentialsRefusedSince) {

  static RefreshTrouble read(JsonObject body) {
    return new RefreshTrouble(
        Math.toIntExact(body.number("tries")),
        body.instant("next_try"),
        body.instant("denied_since"),
        body.instant("in_doubt_since"),
        body.instant("credentials_refused_since"));
  }
}
