package dev.carabiner.server.store.postgres;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The queue in front of the connections: a crowd waits while the database works, and is sent away
/// at once when it is found not to answer. Who has a turn finds a connection free, so that waiting
/// for one means trouble.
final class Turns {
  private static final Duration LONGEST_QUEUE = Duration.ofSeconds(10);

  private final Semaphore places;
  private volatile long trouble = System.nanoTime();

  /// @param connections how many may work at once
  Turns(int connections) {
    this.places = new Semaphore(connections, true);
  }

  /// What `work` gives, when its turn has come.
  ///
  /// @throws Fault as `work` does, or when somebody met trouble while this one waited, or when its
  ///   turn does not come
  <T> T take(Supplier<T> work) {
    var came = System.nanoTime();
    join();
    try {
      if (trouble - came > 0) throw unavailable("The store does not answer");
      return work.get();
    } catch (Fault fault) {
      if (fault.code() == FaultCode.STORE_UNAVAILABLE && fault.getCause() != null)
        trouble = System.nanoTime();
      throw fault;
    } finally {
      places.release();
    }
  }

  private void join() {
    try {
      if (!places.tryAcquire(LONGEST_QUEUE.toNanos(), TimeUnit.NANOSECONDS))
        throw unavailable("The store is too busy");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Fault(
          FaultCode.STORE_UNAVAILABLE, "The wait for the store was interrupted", interrupted);
    }
  }

  private static Fault unavailable(String why) {
    return new Fault(FaultCode.STORE_UNAVAILABLE, why);
  }
}
