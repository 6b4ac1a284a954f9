package dev.carabiner.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// The system's time, until it is put ahead.
final class DemoClock implements InstantSource {
  private final InstantSource system = InstantSource.system();
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  void advance(Duration by) {
    ahead.updateAndGet(former -> former.plus(by));
  }

  @Override
  public Instant instant() {
    return system.instant().plus(ahead.get());
  }
}
