package dev.carabiner.compat.cluster;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/// A real PostgreSQL server with one database for a cluster. Its statement clock, which is the
/// cluster's, can be put ahead, and it can die as at a power failure.
final class Database implements AutoCloseable {
  private static final String NAME = "carabiner";

  private final Path folder;
  private EmbeddedPostgres server;

  private Database(Path folder, EmbeddedPostgres server) {
    this.folder = folder;
    this.server = server;
  }

  static Database start(Path folder) {
    var database = new Database(folder, launch(folder, 0));
    database.execute("postgres", "CREATE DATABASE " + NAME);
    return database;
  }

  /// The settings' `store.url`.
  String url() {
    return url(port());
  }

  /// The same on the way through another port.
  static String url(int port) {
    return "postgresql://postgres:postgres@127.0.0.1:" + port + "/" + NAME;
  }

  int port() {
    return server.getPort();
  }

  /// From now on the clock is so far ahead of this machine's, in the middle of whatever goes on.
  void putAhead(Duration ahead) {
    execute(clock(ahead));
  }

  /// What puts a database's clock so far ahead.
  static String clock(Duration ahead) {
    return """
    CREATE OR REPLACE FUNCTION clock_ms() RETURNS BIGINT LANGUAGE SQL VOLATILE AS
    'SELECT CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS BIGINT) + %d'
    """
        .formatted(ahead.toMillis());
  }

  void execute(String sql) {
    execute(NAME, sql);
  }

  /// Makes a backup; nobody may be connected.
  void backUp() {
    execute("postgres", "CREATE DATABASE backup TEMPLATE " + NAME);
  }

  /// Puts the backup in the place of the database; nobody may be connected.
  void restore() {
    execute("postgres", "DROP DATABASE " + NAME);
    execute("postgres", "ALTER DATABASE backup RENAME TO " + NAME);
  }

  /// The number that a query gives.
  long number(String sql) {
    try (var connection = DriverManager.getConnection(jdbc(NAME));
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    } catch (SQLException failed) {
      throw new AssertionError(sql, failed);
    }
  }

  /// Dies without a word, as at a power failure, and comes back at the same port.
  void dieAndComeBack() {
    var port = port();
    kill();
    server = launch(folder, port);
  }

  private void kill() {
    try {
      var pid = Files.readAllLines(folder.resolve("postmaster.pid")).getFirst().strip();
      var postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
      var backends = postmaster.descendants().toList();
      postmaster.destroyForcibly();
      backends.forEach(ProcessHandle::destroyForcibly);
      postmaster.onExit().join();
      backends.forEach(backend -> backend.onExit().join());
      server.close();
      Files.deleteIfExists(folder.resolve("postmaster.pid"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static EmbeddedPostgres launch(Path folder, int port) {
    try {
      return EmbeddedPostgres.builder()
          .setDataDirectory(folder)
          .setCleanDataDirectory(false)
          .setPort(port)
          .setServerConfig("synchronous_commit", "on")
          .setServerConfig("max_connections", "200")
          .start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void execute(String database, String sql) {
    try (var connection = DriverManager.getConnection(jdbc(database));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new AssertionError(sql, failed);
    }
  }

  private String jdbc(String database) {
    return "jdbc:postgresql://127.0.0.1:"
        + port()
        + "/"
        + database
        + "?user=postgres&password=postgres";
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
