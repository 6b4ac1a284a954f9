package dev.carabiner.server.governor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.IntSupplier;

/// How many nodes share what a provider allows, looked up every few seconds.
final class RunningNodes {
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final IntSupplier source;
  private final InstantSource clock;
  private volatile Count latest = new Count(1, Instant.MAX);

  private record Count(int nodes, Instant at) {}

  RunningNodes(IntSupplier source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /// At least 1.
  int count() {
    var seen = latest;
    var now = clock.instant();
    if (!now.isBefore(seen.at()) && now.isBefore(seen.at().plus(FRESH))) return seen.nodes();
    var nodes = Math.max(1, source.getAsInt());
    latest = new Count(nodes, now);
    return nodes;
  }
}
