package dev.carabiner.server.app;

import dev.carabiner.server.store.StoreSettings;
import dev.carabiner.server.store.sqlite.SqliteCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Copies the store of an installation, whether or not a server works with it.
public sealed interface Backup {
  /// The copy is there.
  ///
  /// @param bytes its size
  record Made(long bytes) implements Backup {}

  /// The store is a PostgreSQL database, which has means of its own.
  record LeftToTheDatabase() implements Backup {}

  /// There is no store yet.
  ///
  /// @param file where it would be
  record NothingThere(Path file) implements Backup {}

  /// Copies everything that is committed into a new file of mode 0600, durable when this returns.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException when there is such a file; it stays as it is
  /// @throws dev.carabiner.server.base.Fault when the store cannot be read
  static Backup make(Settings settings, Path copy) throws IOException {
    return switch (settings.store().url()) {
      case StoreSettings.InFile(var file) ->
          Files.exists(file) ? new Made(SqliteCopy.make(file, copy)) : new NothingThere(file);
      case StoreSettings.InPostgres _ -> new LeftToTheDatabase();
    };
  }
}
