package dev.carabiner.server.outbound;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Looks names up with a time limit. The system's look-up cannot be interrupted and would hold a
/// virtual thread's carrier, so it runs on platform threads of its own, and a slow name server
/// costs nobody else anything.
final class Lookups implements AutoCloseable {
  private static final int MAX_AT_ONCE = 64;

  private final Resolver resolver;
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          MAX_AT_ONCE,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("outbound-look-up-", 0).factory());

  Lookups(Resolver resolver) {
    this.resolver = resolver;
  }

  /// The addresses of `host`.
  ///
  /// @throws IOException when there are none, or not in time
  List<InetAddress> find(String host, Duration within) throws IOException {
    try {
      var addresses =
          threads.submit(() -> resolver.resolve(host)).get(within.toNanos(), TimeUnit.NANOSECONDS);
      if (addresses.isEmpty()) throw new IOException("the name has no address");
      return addresses;
    } catch (ExecutionException failed) {
      throw new IOException("the name was not found", failed.getCause());
    } catch (TimeoutException late) {
      throw new IOException("the name was not found in time", late);
    } catch (RejectedExecutionException full) {
      throw new IOException("too many names are being looked up", full);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted during the look-up");
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
