package dev.carabiner.server.web;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// Ends the wait for requests that arrive drop by drop: a limit on silence alone would let a client
/// hold a connection for days.
///
/// Each connection has a thread of its own, which is interrupted when its request is overdue.
final class Arrivals implements AutoCloseable {
  private final ConcurrentMap<Thread, Long> deadlines = new ConcurrentHashMap<>();
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("edge-arrivals").factory());
  private final ScheduledFuture<?> sweeping;
  private final Duration longest;

  /// @param longest from the first line of a request to the end of its body
  Arrivals(Duration longest) {
    this.longest = longest;
    var period = longest.dividedBy(10).toMillis();
    sweeping = sweeper.scheduleWithFixedDelay(this::sweep, period, period, TimeUnit.MILLISECONDS);
  }

  /// The first line of a request has come on the calling thread.
  void begin() {
    deadlines.put(Thread.currentThread(), System.nanoTime() + longest.toNanos());
  }

  /// The last byte of that request has come; false when the thread has been, or is just being,
  /// interrupted for being late.
  boolean complete() {
    return deadlines.remove(Thread.currentThread()) != null;
  }

  private void sweep() {
    var now = System.nanoTime();
    deadlines.forEach((thread, deadline) -> {
      var overdue = now - deadline > 0 || !thread.isAlive();
      if (overdue && deadlines.remove(thread, deadline)) thread.interrupt();
    });
  }

  @Override
  public void close() {
    sweeping.cancel(false);
    sweeper.shutdown();
  }
}
