package dev.carabiner.server.story;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for something that happens behind an answer.
final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(50);

  private Eventually() {}

  static void holds(BooleanSupplier condition) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) throw new AssertionError("did not come true within " + PATIENCE);
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(stopping);
      }
    }
  }
}
