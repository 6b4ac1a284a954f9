package dev.carabiner.server.store.engine;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// A clock in whole milliseconds that never runs backwards: while its source does, it stands still.
public final class SteadyClock implements InstantSource {
  private final InstantSource source;
  private final AtomicLong latest = new AtomicLong(Long.MIN_VALUE);

  public SteadyClock(InstantSource source) {
    this.source = source;
  }

  @Override
  public long millis() {
    return latest.accumulateAndGet(source.millis(), Math::max);
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }
}
