package dev.carabiner.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that runs with another one and can be put ahead of it. */
final class SandboxClock implements InstantSource {
  private final InstantSource base;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  SandboxClock(InstantSource base) {
    this.base = base;
  }

  @Override
  public Instant instant() {
    return base.instant().plus(ahead.get());
  }

  void advance(Duration by) {
    ahead.accumulateAndGet(by, Duration::plus);
  }

  void reset() {
    ahead.set(Duration.ZERO);
  }
}
