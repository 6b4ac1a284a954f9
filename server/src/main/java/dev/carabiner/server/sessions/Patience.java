package dev.carabiner.server.sessions;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.Pause;
import java.time.Duration;
import java.util.function.Supplier;

/// Gives a store in trouble time to come back, for work that holds the only copy of something: a
/// rotated token, a grant whose code is spent.
public final class Patience {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
  private static final int TRIES = 60;

  private final Pause pause;

  public Patience(Pause pause) {
    this.pause = pause;
  }

  /// The result of `work`, tried again for half a minute while the store is in trouble.
  ///
  /// @throws Fault the last trouble
  public <T> T with(Supplier<T> work) {
    for (var attempt = 1; ; attempt++) {
      try {
        return work.get();
      } catch (Fault trouble) {
        if (attempt == TRIES) throw trouble;
        sleep();
      }
    }
  }

  private void sleep() {
    try {
      pause.pause(BETWEEN_TRIES);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped before a grant was stored", stopping);
    }
  }
}
