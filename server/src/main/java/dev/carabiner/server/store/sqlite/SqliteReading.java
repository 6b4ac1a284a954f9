package dev.carabiner.server.store.sqlite;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import dev.carabiner.server.store.engine.ReadingOnly;
import dev.carabiner.server.store.engine.RowReader;
import dev.carabiner.server.store.engine.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;

/// A SQLite file that is only read. SQLite itself lets another process do so beside the one that
/// works with it; the file's lock is left alone.
public final class SqliteReading implements ReadingOnly {
  private final Readers readers;

  private SqliteReading(Readers readers) {
    this.readers = readers;
  }

  /// Opens the file.
  ///
  /// @return empty when there is none, or its tables are not those of this program
  /// @throws Fault when it cannot be read
  public static Optional<SqliteReading> open(Path file, InstantSource clock) {
    if (Files.notExists(file)) return Optional.empty();
    var connections = Connections.reading(file, clock);
    try {
      return Schema.fits(connections.database(), "sqlite", SqliteEngine.PLACEHOLDERS)
          ? Optional.of(new SqliteReading(new Readers(connections, 1)))
          : Optional.empty();
    } catch (SQLException problem) {
      throw naming(file, SqliteTrouble.translate(problem));
    } catch (RuntimeException problem) {
      throw naming(file, SqliteTrouble.translate(problem));
    }
  }

  private static RuntimeException naming(Path file, RuntimeException problem) {
    if (!(problem instanceof Fault fault)) return problem;
    return new Fault(fault.code(), file + ": " + fault.getMessage(), fault);
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
  public boolean isHealthy() {
    try {
      return findRow("SELECT clock_ms()", row -> row.number()).isPresent();
    } catch (Fault fault) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      readers.close();
    } catch (SQLException problem) {
      throw new Fault(FaultCode.STORE_UNAVAILABLE, "The store did not close cleanly", problem);
    }
  }
}
