package dev.carabiner.server.app;

import dev.carabiner.server.base.Fault;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Calls the rooms that have work to do without anybody asking. What to do, and whether there is
/// anything, they decide.
final class Scheduler implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Scheduler.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("scheduler").daemon().factory());

  /// Calls `work` again and again, `pause` after it has ended.
  void every(Duration pause, String name, Runnable work) {
    var _ =
        thread.scheduleWithFixedDelay(
            () -> run(name, work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// A failed round must not be the last one.
  private static void run(String name, Runnable work) {
    try {
      work.run();
    } catch (Fault trouble) {
      LOG.log(System.Logger.Level.WARNING, "{0}: {1}", name, trouble.getMessage());
    } catch (RuntimeException | Error bug) {
      LOG.log(System.Logger.Level.ERROR, name + " failed", bug);
    }
  }

  /// Starts nothing any more, and waits for what is under way.
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
        thread.shutdownNow();
    } catch (InterruptedException stopping) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
