package dev.carabiner.server.store.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;

/// The migrations that this program brings. A start compares them with those that the tables were
/// made by, and takes up Flyway, which costs as much as half of a start, only if they differ.
final class Migrations {
  private static final String FOLDER = "/db/migration/";

  /// Every file below the folder, by the folder of its engine.
  static final Map<String, List<String>> FILES =
      Map.of(
          "common",
          List.of(
              "V1__sessions_and_setup.sql",
              "V2__journal_and_nodes.sql",
              "V3__governor.sql",
              "V4__webhooks.sql",
              "V5__alarms_and_lessons.sql",
              "V6__care.sql",
              "V7__app_deletion.sql",
              "V8__values.sql",
              "V9__registered_clients.sql",
              "V10__own_providers.sql",
              "V11__apps_and_clients_one_by_one.sql",
              "V13__operators.sql",
              "V14__exchanges_and_figures.sql",
              "V15__what_needs_a_person.sql",
              "V18__console_openid.sql"),
          "postgres",
          List.of("V1_1__clock.sql"));

  private Migrations() {}

  /// Whether exactly these made the tables, each to its end.
  ///
  /// @throws SQLException when the database cannot be reached
  static boolean haveMade(Connection database, String engine) throws SQLException {
    try (var versions =
        database.getMetaData().getTables(null, database.getSchema(), "schema_versions", null)) {
      if (!versions.next()) return false;
    }
    var applied = new HashMap<String, Integer>();
    try (var statement = database.createStatement();
        var rows =
            statement.executeQuery("SELECT version, checksum, success FROM schema_versions")) {
      while (rows.next()) {
        var version = rows.getString("version");
        if (version == null || !rows.getBoolean("success")) return false;
        applied.put(version, rows.getInt("checksum"));
      }
    }
    return applied.equals(checksums(engine));
  }

  /// Version and checksum of each, as Flyway notes them.
  static Map<String, Integer> checksums(String engine) {
    var checksums = new HashMap<String, Integer>();
    for (var folder : List.of("common", engine))
      for (var file : FILES.getOrDefault(folder, List.of()))
        checksums.put(version(file), checksum(FOLDER + folder + "/" + file));
    return checksums;
  }

  private static String version(String file) {
    return file.substring(1, file.indexOf("__")).replace('_', '.');
  }

  /// CRC-32 of the lines without what ends them.
  private static int checksum(String resource) {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Migrations.class.getResourceAsStream(resource), resource),
                UTF_8))) {
      var sum = new CRC32();
      for (var line = lines.readLine(); line != null; line = lines.readLine())
        sum.update(line.getBytes(UTF_8));
      return (int) sum.getValue();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
