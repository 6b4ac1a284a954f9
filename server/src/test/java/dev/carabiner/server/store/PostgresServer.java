package dev.carabiner.server.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;

/// A real PostgreSQL server for one test class, in a folder of its own.
final class PostgresServer implements AutoCloseable {
  private final EmbeddedPostgres server;
  private int databases;

  private PostgresServer(EmbeddedPostgres server) {
    this.server = server;
  }

  static PostgresServer start(Path folder) throws IOException {
    return new PostgresServer(
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("postgres"))
            .setServerConfig("synchronous_commit", "on")
            .start());
  }

  /// The address of a new empty database.
  String newDatabase() throws SQLException {
    var name = String.format(Locale.ROOT, "carabiner%d", ++databases);
    execute("CREATE DATABASE " + name);
    return address(name);
  }

  String address(String database) {
    return "postgresql://postgres:postgres@127.0.0.1:" + server.getPort() + "/" + database;
  }

  void execute(String sql) throws SQLException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
