package dev.carabiner.server.store;

import dev.carabiner.server.store.sqlite.SqliteEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/// The tables of an empty store in a file, made once: making them takes longer than all the rest of
/// a start.
public final class MadeTables {
  private MadeTables() {}

  /// Lays them where a store is about to be opened, if there is none yet.
  public static void at(Path file) throws IOException {
    if (Files.exists(file)) return;
    Files.createDirectories(file.getParent());
    Files.write(file, Made.TABLES);
  }

  private static final class Made {
    static final byte[] TABLES = made();

    private static byte[] made() {
      try {
        var folder = Files.createTempDirectory("tables");
        var file = folder.resolve("carabiner.db");
        SqliteEngine.open(file, InstantSource.system()).close();
        var tables = Files.readAllBytes(file);
        try (var left = Files.list(folder)) {
          for (var each : left.toList()) Files.delete(each);
        }
        Files.delete(folder);
        return tables;
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }
}
