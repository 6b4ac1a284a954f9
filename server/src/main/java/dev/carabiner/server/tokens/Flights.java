package dev.carabiner.server.tokens;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// At most one flight per key in this process; whoever comes meanwhile joins it. A flight that
/// throws still ends, and a joiner who gives up does not end it for the others.
final class Flights<K> implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Flights.class.getName());

  private final ConcurrentHashMap<K, CompletableFuture<Void>> open = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// Starts `flight`, or joins the one of that key. The answer completes, never exceptionally, when
  /// the flight has ended.
  CompletableFuture<Void> join(K key, Runnable flight) {
    var mine = new CompletableFuture<Void>();
    var other = open.putIfAbsent(key, mine);
    if (other != null) return other.copy();
    try {
      threads.execute(() -> fly(key, mine, flight));
    } catch (RuntimeException closing) {
      end(key, mine);
      throw closing;
    }
    return mine.copy();
  }

  private void fly(K key, CompletableFuture<Void> mine, Runnable flight) {
    try {
      flight.run();
    } catch (RuntimeException failed) {
      LOG.log(System.Logger.Level.ERROR, "a refresh ended in trouble of our own", failed);
    } finally {
      end(key, mine);
    }
  }

  private void end(K key, CompletableFuture<Void> mine) {
    open.remove(key, mine);
    mine.complete(null);
  }

  /// Lets the flights under way end; each has its own deadline.
  @Override
  public void close() {
    threads.close();
  }
}
