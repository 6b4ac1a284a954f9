package dev.carabiner.server.store;

import dev.carabiner.server.store.postgres.PostgresEngine;
import dev.carabiner.server.store.postgres.PostgresReading;
import dev.carabiner.server.store.sqlite.SqliteEngine;
import dev.carabiner.server.store.sqlite.SqliteReading;
import java.time.InstantSource;
import java.util.Optional;

/// The way into the store.
public final class Stores {
  private Stores() {}

  /// Opens the store and brings its tables up to date.
  ///
  /// @param clock the clock of a store in a file; PostgreSQL has its own
  /// @throws dev.carabiner.server.base.Fault when the store cannot be reached or used; its sentence
  ///   names file or host, never a password
  public static Store open(StoreSettings settings, InstantSource clock) {
    return new Store(
        switch (settings) {
          case StoreSettings.InFile(var path) -> SqliteEngine.open(path, clock);
          case StoreSettings.InPostgres(var address) -> PostgresEngine.open(address);
        });
  }

  /// Opens the store for reading, also beside a server that works with it. Nothing is changed, made
  /// or brought up to date; what would write throws [IllegalStateException].
  ///
  /// @return empty when there is no store yet, or its tables are not those of this program
  /// @throws dev.carabiner.server.base.Fault when the store cannot be reached or used
  public static Optional<Store> openForReading(StoreSettings settings, InstantSource clock) {
    return switch (settings) {
      case StoreSettings.InFile(var path) -> SqliteReading.open(path, clock).map(Store::new);
      case StoreSettings.InPostgres(var address) -> PostgresReading.open(address).map(Store::new);
    };
  }
}
