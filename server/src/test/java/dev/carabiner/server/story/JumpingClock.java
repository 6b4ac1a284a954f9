package dev.carabiner.server.story;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// The time of day, put ahead whenever a test says so.
final class JumpingClock implements InstantSource {
  private static final InstantSource SYSTEM = InstantSource.system();

  private final AtomicLong ahead = new AtomicLong();

  /// Puts the clock ahead; with a negative duration, back.
  void jump(Duration by) {
    ahead.addAndGet(by.toNanos());
  }

  @Override
  public Instant instant() {
    return SYSTEM.instant().plusNanos(ahead.get());
  }
}
