package dev.carabiner.server.outbound;

import java.time.Duration;

/// The moment by which a call must be over, on the clock that never jumps.
final class Deadline {
  private final long end;

  Deadline(Duration fromNow) {
    end = System.nanoTime() + fromNow.toNanos();
  }

  /// What is left; never negative.
  Duration remaining() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /// For how long it has been over; never negative.
  Duration overdue() {
    return Duration.ofNanos(Math.max(0, System.nanoTime() - end));
  }

  /// Whether nothing is left.
  boolean passed() {
    return remaining().isZero();
  }
}
