package dev.carabiner.server.store.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.carabiner.server.base.Fault;
import dev.carabiner.server.store.engine.ReadingOnly;
import dev.carabiner.server.store.engine.Row;
import dev.carabiner.server.store.engine.RowReader;
import dev.carabiner.server.store.engine.Schema;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/// A PostgreSQL database that is only read: every transaction is one that PostgreSQL lets change
/// nothing.
public final class PostgresReading implements ReadingOnly {
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private PostgresReading(HikariDataSource pool) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
  }

  /// Connects.
  ///
  /// @return empty when the tables are not those of this program
  /// @throws Fault when the database cannot be reached or used
  public static Optional<PostgresReading> open(PostgresAddress address) {
    try {
      var pool = PostgresEngine.connect(address);
      try {
        if (Schema.fits(pool, "postgres", PostgresEngine.PLACEHOLDERS))
          return Optional.of(new PostgresReading(pool));
        pool.close();
        return Optional.empty();
      } catch (RuntimeException problem) {
        pool.close();
        throw problem;
      }
    } catch (RuntimeException problem) {
      throw PostgresEngine.naming(address, PostgresTrouble.translate(problem));
    }
  }

  @Override
  public <T> Optional<T> findRow(String sql, RowReader<T> reader, String... keys) {
    return read(handle -> {
      try (var statement = handle.getConnection().prepareStatement(sql)) {
        for (var i = 0; i < keys.length; i++) statement.setString(i + 1, keys[i]);
        try (var result = statement.executeQuery()) {
          return result.next() ? Optional.of(reader.read(new Row(result))) : Optional.empty();
        }
      } catch (SQLException problem) {
        throw PostgresTrouble.translate(problem);
      }
    });
  }

  /// A transaction of its own, so that a pooler between us and the server cannot part the two.
  @Override
  public <T> T read(Work<T> work) {
    try {
      return jdbi.inTransaction(handle -> {
        handle.execute("SET TRANSACTION READ ONLY");
        return work.run(handle);
      });
    } catch (RuntimeException problem) {
      throw PostgresTrouble.translate(problem);
    }
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
    pool.close();
  }
}
