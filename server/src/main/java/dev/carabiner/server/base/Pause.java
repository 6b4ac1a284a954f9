package dev.carabiner.server.base;

import java.time.Duration;

/// Waiting, handed in so that tests need no time.
@FunctionalInterface
public interface Pause {
  /// Lets the calling thread sleep.
  Pause REAL = Thread::sleep;

  /// Waits for that long.
  ///
  /// @throws InterruptedException when the thread is asked to stop
  void pause(Duration duration) throws InterruptedException;
}
