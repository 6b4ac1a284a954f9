package dev.carabiner.server.base;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One virtual thread for each piece of work.
public final class VirtualWorkers implements Workers {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @Override
  public void start(Runnable work) {
    threads.execute(work);
  }

  @Override
  public boolean await(CompletableFuture<?> done, Duration longest) throws InterruptedException {
    try {
      var _ = done.get(longest.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stillUnderWay) {
      return false;
    } catch (ExecutionException completed) {
      return true;
    }
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    Thread.sleep(duration);
  }

  /// Longer than a refresh takes. What goes on after that is ended; the journal knows of it.
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
        threads.shutdownNow();
    } catch (InterruptedException stopping) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
