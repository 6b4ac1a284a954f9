package dev.carabiner.server.base;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// How work runs beside other work, and how it waits. Handed in, so that a simulation can decide
/// what runs next and no test needs time.
public interface Workers extends Pause, AutoCloseable {
  /// Starts `work` beside the caller; what it throws is its own to catch.
  void start(Runnable work);

  /// Waits until `done` has completed, exceptionally or not, at most that long.
  ///
  /// @return whether it has completed
  /// @throws InterruptedException when the thread is asked to stop
  boolean await(CompletableFuture<?> done, Duration longest) throws InterruptedException;

  /// Starts nothing any more and waits for what was started.
  @Override
  void close();
}
