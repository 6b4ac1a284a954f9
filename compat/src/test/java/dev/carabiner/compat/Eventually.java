package dev.carabiner.compat;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for something that happens behind an answer.
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(50);

  private Eventually() {}

  public static void holds(String what, BooleanSupplier condition) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) throw new AssertionError("not within " + PATIENCE + ": " + what);
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(stopping);
      }
    }
  }
}
