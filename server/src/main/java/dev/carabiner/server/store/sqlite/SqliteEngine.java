package dev.carabiner.server.store.sqlite;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.RowReader;
import dev.carabiner.server.store.engine.Schema;
import dev.carabiner.server.store.engine.SteadyClock;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The store in one SQLite file with a write-ahead log. A commit is on the disk when it returns.
public final class SqliteEngine implements Engine {
  static final Map<String, String> PLACEHOLDERS = Map.of("text", "TEXT", "bytes", "BLOB");

  private static final int FEWEST_READERS = 2;
  private static final int MOST_READERS = 8;

  private final DatabaseFile file;
  private final Writer writer;
  private final Readers readers;

  private SqliteEngine(DatabaseFile file, Writer writer, Readers readers) {
    this.file = file;
    this.writer = writer;
    this.readers = readers;
  }

  /// Opens the file, or makes it, and brings its tables up to date.
  ///
  /// @param clock the store's clock; while it runs backwards the store's stands still
  /// @throws Fault when the file cannot be used, or another process uses it
  public static SqliteEngine open(Path path, InstantSource clock) {
    var file = DatabaseFile.take(path);
    try {
      var connections = new Connections(file.path(), new SteadyClock(clock));
      Schema.migrate(connections.database(), "sqlite", PLACEHOLDERS);
      var readers = new Readers(connections, readers());
      return new SqliteEngine(file, new Writer(connections.open()), readers);
    } catch (SQLException problem) {
      throw notOpened(file, SqliteTrouble.translate(problem));
    } catch (RuntimeException problem) {
      throw notOpened(file, SqliteTrouble.translate(problem));
    }
  }

  private static RuntimeException notOpened(DatabaseFile file, RuntimeException problem) {
    closeAfter(problem, file);
    if (!(problem instanceof Fault fault)) return problem;
    return new Fault(fault.code(), file.path() + ": " + fault.getMessage(), fault);
  }

  private static void closeAfter(RuntimeException fault, DatabaseFile file) {
    try {
      file.close();
    } catch (IOException problem) {
      fault.addSuppressed(problem);
    }
  }

  private static int readers() {
    return Math.clamp(Runtime.getRuntime().availableProcessors(), FEWEST_READERS, MOST_READERS);
  }

  @Override
  public <T> Optional<T> findRow(String sql, RowReader<T> reader, String... keys) {
    return readers.with(one -> one.findRow(sql, reader, keys));
  }

  @Override
  public <T> T read(Work<T> work) {
    return readers.with(one -> work.run(one.handle()));
  }

  @Override
  public <T> T writeIf(Work<T> work, Verdict<? super T> keep) {
    return writer.write(work, keep);
  }

  /// Nothing to do: all transactions run one after the other.
  @Override
  public void takeTurns(Handle handle, String key) {}

  /// Nothing: all transactions run one after the other.
  @Override
  public String takingRows() {
    return "";
  }

  /// The file is locked.
  @Override
  public boolean isAlone() {
    return true;
  }

  @Override
  public boolean isHealthy() {
    try {
      return writer.isWorking() && findRow("SELECT clock_ms()", row -> row.number()).isPresent();
    } catch (Fault fault) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      // The writer goes last: the last connection to close folds the log into the file.
      readers.close();
      writer.close();
      file.close();
    } catch (SQLException | IOException problem) {
      throw new Fault(FaultCode.STORE_UNAVAILABLE, "The store did not close cleanly", problem);
    }
  }
}
