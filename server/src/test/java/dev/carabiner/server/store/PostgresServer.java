package dev.carabiner.server.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;

/// A real PostgreSQL server for one test class, in a folder of its own.
public final class PostgresServer implements AutoCloseable {
  private final EmbeddedPostgres server;
  private final Path folder;
  private int databases;

  private PostgresServer(EmbeddedPostgres server, Path folder) {
    this.server = server;
    this.folder = folder;
  }

  public static PostgresServer start(Path folder) throws IOException {
    var home = folder.resolve("postgres");
    var server =
        EmbeddedPostgres.builder()
            .setDataDirectory(home)
            .setServerConfig("synchronous_commit", "on")
            // these servers die, but the machine below them never does
            .setServerConfig("fsync", "off")
            .start();
    return new PostgresServer(server, home);
  }

  /// The address of a new empty database.
  public String newDatabase() throws SQLException {
    var name = String.format(Locale.ROOT, "carabiner%d", ++databases);
    execute("CREATE DATABASE " + name);
    return address(name);
  }

  String address(String database) {
    return "postgresql://postgres:postgres@127.0.0.1:" + server.getPort() + "/" + database;
  }

  public int port() {
    return server.getPort();
  }

  /// From now on this role needs its password.
  void requirePassword(String role) throws IOException, SQLException {
    var rules = folder.resolve("pg_hba.conf");
    var rule = "host all " + role + " 127.0.0.1/32 scram-sha-256\n";
    Files.writeString(rules, rule + Files.readString(rules));
    execute("SELECT pg_reload_conf()");
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
