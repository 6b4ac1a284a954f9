package dev.carabiner.server.store.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.store.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

class MigrationsTest {
  @TempDir Path folder;

  @Test
  void every_file_is_named() throws Exception {
    for (var engine : Migrations.FILES.entrySet())
      try (var files = Files.list(folderOf(engine.getKey()))) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrderElementsOf(engine.getValue());
      }
    try (var folders = Files.list(folderOf(""))) {
      assertThat(folders.map(engine -> engine.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(Migrations.FILES.keySet());
    }
  }

  @Test
  void what_flyway_notes_in_sqlite_is_what_a_start_compares() throws Exception {
    var database = sqlite();
    Schema.migrate(database, "sqlite", Map.of("text", "TEXT", "bytes", "BLOB"));
    assertThat(areUpToDate(database, "sqlite")).isTrue();
  }

  @Test
  void what_flyway_notes_in_postgresql_is_what_a_start_compares() throws Exception {
    try (var server = PostgresServer.start(folder)) {
      var database = new PGSimpleDataSource();
      var address = URI.create(server.newDatabase());
      database.setUrl("jdbc:postgresql://127.0.0.1:" + address.getPort() + address.getPath());
      database.setUser("postgres");
      database.setPassword("postgres");
      Schema.migrate(database, "postgres", Map.of("text", "TEXT COLLATE \"C\"", "bytes", "BYTEA"));
      assertThat(areUpToDate(database, "postgres")).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE schema_versions SET checksum = checksum + 1 WHERE version = '4'",
        "UPDATE schema_versions SET success = 0 WHERE version = '4'",
        "DELETE FROM schema_versions WHERE version = '4'",
        "UPDATE schema_versions SET version = '4000' WHERE version = '4'"
      })
  void tables_made_otherwise_are_left_to_flyway(String otherwise) throws Exception {
    var database = sqlite();
    Schema.migrate(database, "sqlite", Map.of("text", "TEXT", "bytes", "BLOB"));
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(otherwise)).isEqualTo(1);
    }
    assertThat(areUpToDate(database, "sqlite")).isFalse();
  }

  private SQLiteDataSource sqlite() {
    var database = new SQLiteDataSource();
    database.setUrl("jdbc:sqlite:" + folder.resolve("carabiner.db"));
    return database;
  }

  private static boolean areUpToDate(DataSource database, String engine) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return Migrations.haveMade(connection, engine);
    }
  }

  private static Path folderOf(String engine) throws IOException, URISyntaxException {
    var resource = Objects.requireNonNull(Migrations.class.getResource("/db/migration/" + engine));
    return Path.of(resource.toURI());
  }
}
