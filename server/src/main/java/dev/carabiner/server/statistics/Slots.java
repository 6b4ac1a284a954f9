package dev.carabiner.server.statistics;

import java.time.Duration;
import java.time.Instant;

/// Five minutes of UTC each: `12:00:00` up to, and without, `12:05:00`.
public final class Slots {
  /// How long one is.
  public static final Duration LENGTH = Duration.ofMinutes(5);

  /// How long figures are kept.
  public static final Duration KEPT = Duration.ofDays(15);

  private Slots() {}

  /// The first moment of the slot that `time` is in.
  public static Instant of(Instant time) {
    var millis = time.toEpochMilli();
    return Instant.ofEpochMilli(millis - Math.floorMod(millis, LENGTH.toMillis()));
  }
}
