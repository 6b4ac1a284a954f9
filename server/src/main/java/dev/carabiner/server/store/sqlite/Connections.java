package dev.carabiner.server.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import org.sqlite.Function;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/// Opens connections to one database file, each with the settings that its durability rests on and
/// the function `clock_ms()`.
final class Connections {
  private static final int BUSY_MILLIS = 5_000;
  private static final int CACHE_KIBIBYTES = 8_000;

  private final SQLiteDataSource database;
  private final InstantSource clock;

  Connections(Path file, InstantSource clock) {
    this(file, clock, config());
  }

  private Connections(Path file, InstantSource clock, SQLiteConfig config) {
    this.database = new SQLiteDataSource(config);
    this.database.setUrl("jdbc:sqlite:" + file);
    this.clock = clock;
  }

  /// Connections that change nothing, to a file that is there: neither its rows nor the mode of its
  /// log.
  static Connections reading(Path file, InstantSource clock) {
    var config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setCacheSize(-CACHE_KIBIBYTES);
    return new Connections(file, clock, config);
  }

  /// What Flyway works with.
  SQLiteDataSource database() {
    return database;
  }

  /// A connection that commits every statement by itself until it is told to begin.
  Connection open() throws SQLException {
    var connection = database.getConnection();
    try {
      Function.create(connection, "clock_ms", new Clock(clock), 0, 0);
      return connection;
    } catch (SQLException problem) {
      connection.close();
      throw problem;
    }
  }

  private static SQLiteConfig config() {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // FULL syncs the log at every commit: an acknowledged commit survives a power cut.
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setCacheSize(-CACHE_KIBIBYTES);
    return config;
  }

  private static final class Clock extends Function {
    private final InstantSource clock;

    Clock(InstantSource clock) {
      this.clock = clock;
    }

    @Override
    protected void xFunc() throws SQLException {
      result(clock.millis());
    }
  }
}
