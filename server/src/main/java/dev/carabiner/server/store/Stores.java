package dev.carabiner.server.store;

import dev.carabiner.server.store.postgres.PostgresEngine;
import dev.carabiner.server.store.sqlite.SqliteEngine;
import java.time.InstantSource;

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
}
