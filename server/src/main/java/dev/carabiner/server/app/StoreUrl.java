package dev.carabiner.server.app;

import dev.carabiner.vault.Secret;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Which store keeps everything.
public sealed interface StoreUrl {
  /// The embedded store.
  ///
  /// @param file its file, absolute
  record Sqlite(Path file) implements StoreUrl {}

  /// A PostgreSQL database.
  ///
  /// @param server where it listens
  /// @param database its name
  /// @param user absent: the driver's own choice
  /// @param password absent where the database asks for none
  /// @param parameters of the connection, such as `sslmode`, as the URL gives them
  record PostgreSql(
      HostPort server,
      String database,
      Optional<String> user,
      Optional<Secret> password,
      Map<String, String> parameters)
      implements StoreUrl {
    public PostgreSql {
      parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
  }
}
