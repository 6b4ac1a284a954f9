package dev.carabiner.server.store.sqlite;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.store.engine.Engine.Verdict;
import dev.carabiner.server.store.engine.Engine.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The one thread that writes, in the order of asking. It is a platform thread because a commit
/// waits for the disk inside the driver, which would hold a virtual thread's carrier.
final class Writer implements AutoCloseable {
  private static final int LONGEST_QUEUE = 1_024;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final BlockingQueue<Transaction<?>> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE, true);
  private final Connection connection;
  private final Thread thread;
  private volatile boolean isClosed;

  Writer(Connection connection) {
    this.connection = connection;
    this.thread = Thread.ofPlatform().name("carabiner-store-writer").daemon().start(this::work);
  }

  <T> T write(Work<T> work, Verdict<? super T> keep) {
    var transaction = new Transaction<T>(work, keep);
    try {
      if (!queue.offer(transaction, LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS))
        throw new Fault(FaultCode.STORE_UNAVAILABLE, "The store has too much to write");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Fault(FaultCode.STORE_UNAVAILABLE, "The write was interrupted", interrupted);
    }
    // Nobody takes from the queue of a closed writer; this must look after it has put.
    if (isClosed) transaction.refuse(closed());
    return transaction.await();
  }

  private void work() {
    try (Handle handle = Jdbi.create(connection).open()) {
      while (!(isClosed && queue.isEmpty())) {
        var next = queue.poll(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null) next.run(handle);
      }
    } catch (InterruptedException nobodyInterruptsIt) {
      Thread.currentThread().interrupt();
    }
  }

  private static Fault closed() {
    return new Fault(FaultCode.STORE_UNAVAILABLE, "The store is closed");
  }

  /// Whether the thread lives.
  boolean isWorking() {
    return thread.isAlive();
  }

  /// Ends what is queued, then closes the connection.
  @Override
  public void close() throws SQLException {
    isClosed = true;
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    connection.close();
  }
}
