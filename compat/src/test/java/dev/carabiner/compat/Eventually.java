package dev.carabiner.compat;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for something that happens behind an answer.
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(50);

  private Eventually() {}

  public static void holds(String what, BooleanSupplier condition) {
    holds(PATIENCE, what, condition);
  }

  /// The same with another patience.
  static void holds(Duration patience, String what, BooleanSupplier condition) {
    var end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) throw new AssertionError("not within " + patience + ": " + what);
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(stopping);
      }
    }
  }
}
