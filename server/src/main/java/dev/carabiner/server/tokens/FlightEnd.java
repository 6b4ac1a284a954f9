package dev.carabiner.server.tokens;

import java.time.Duration;
import java.util.Optional;

/// The end of a flight. What came of it stands in the store.
///
/// @param again how long there is no use in another, where the store does not say so
record FlightEnd(Optional<Duration> again) {
  static final FlightEnd NOW = new FlightEnd(Optional.empty());

  static FlightEnd after(Duration wait) {
    return new FlightEnd(Optional.of(wait));
  }
}
