package dev.carabiner.server.store;

import dev.carabiner.server.store.postgres.PostgresAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Where the store is.
public sealed interface StoreSettings {
  /// In one file of this machine, for one process.
  record InFile(Path path) implements StoreSettings {}

  /// In a PostgreSQL database, for any number of nodes.
  record InPostgres(PostgresAddress address) implements StoreSettings {}

  /// Reads `sqlite:PATH` or `postgresql://user:password@host:port/database?parameters`.
  ///
  /// @param folder what a relative path starts from
  /// @throws IllegalArgumentException saying what is wrong and what is allowed, without quoting
  ///   `url`
  static StoreSettings parse(String url, Path folder) {
    if (url.startsWith("sqlite:"))
      return new InFile(file(url.substring("sqlite:".length()), folder));
    if (url.startsWith("postgresql://")) return new InPostgres(PostgresAddress.parse(url));
    throw new IllegalArgumentException(
        "the store is not known; allowed: sqlite:PATH or"
            + " postgresql://user:password@host:port/database");
  }

  private static Path file(String path, Path folder) {
    // The driver would take what follows a question mark for settings of its own.
    if (path.isBlank() || path.contains("?") || path.startsWith(":") || path.startsWith("file:"))
      throw new IllegalArgumentException("the path cannot be used; allowed: sqlite:PATH");
    try {
      return folder.resolve(path);
    } catch (InvalidPathException problem) {
      throw new IllegalArgumentException("the path cannot be used; allowed: sqlite:PATH", problem);
    }
  }
}
