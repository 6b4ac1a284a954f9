package dev.carabiner.server.tokens;

import java.time.Duration;
import java.util.Optional;

/// The end of a flight. What came of it stands in the store.
///
/// @param again how long there is no use in another, where the store does not say so
/// @param tooEarly whether the provider refuses to renew a token that lives on for as long as the
///   stored one: it is the freshest there is
record FlightEnd(Optional<Duration> again, boolean tooEarly) {
  static final FlightEnd NOW = new FlightEnd(Optional.empty(), false);
  static final FlightEnd TOO_EARLY = new FlightEnd(Optional.empty(), true);

  static FlightEnd after(Duration wait) {
    return new FlightEnd(Optional.of(wait), false);
  }
}
