package dev.carabiner.server.store.sqlite;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

/// The connections that read. A read takes microseconds, so a few serve many threads; the one given
/// back last goes out first, its pages are warm.
final class Readers implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final LinkedBlockingDeque<Reader> idle = new LinkedBlockingDeque<>();
  private final int count;
  private volatile boolean isClosed;

  Readers(Connections connections, int count) throws SQLException {
    this.count = count;
    for (var i = 0; i < count; i++) idle.add(new Reader(connections.open()));
  }

  <T> T with(Use<T> use) {
    if (isClosed) throw new Fault(FaultCode.STORE_UNAVAILABLE, "The store is closed");
    var reader = take();
    try {
      return use.of(reader);
    } catch (SQLException problem) {
      throw SqliteTrouble.translate(problem);
    } catch (RuntimeException problem) {
      throw SqliteTrouble.translate(problem);
    } finally {
      idle.addFirst(reader);
    }
  }

  private Reader take() {
    try {
      var reader = idle.pollFirst(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
      if (reader != null) return reader;
      throw new Fault(FaultCode.STORE_UNAVAILABLE, "The store has too much to read");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Fault(FaultCode.STORE_UNAVAILABLE, "The read was interrupted", interrupted);
    }
  }

  /// Waits for the reads under way, then closes every connection.
  @Override
  public void close() throws SQLException {
    isClosed = true;
    for (var i = 0; i < count; i++) take().close();
  }

  /// What one does with a connection.
  @FunctionalInterface
  interface Use<T> {
    T of(Reader reader) throws SQLException;
  }
}
