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

  @Override
  public void close() {
    threads.close();
  }
}
