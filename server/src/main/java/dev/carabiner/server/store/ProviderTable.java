package dev.carabiner.server.store;

import dev.carabiner.server.setup.Setup;
import dev.carabiner.server.setup.Setup.ProviderText;
import dev.carabiner.server.store.engine.Engine;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The custom providers, as the text they were given in.
final class ProviderTable {
  private static final String ALL =
      """
      SELECT id, yaml FROM providers ORDER BY id
      """;

  private static final String PUT =
      """
      INSERT INTO providers (id, yaml, managed_by) VALUES (:id, :yaml, :managed_by)
      ON CONFLICT (id) DO UPDATE SET yaml = excluded.yaml,
        managed_by = excluded.managed_by, workspace = NULL
      """;

  private final Engine engine;

  ProviderTable(Engine engine) {
    this.engine = engine;
  }

  List<ProviderText> all() {
    return engine.read(handle ->
        handle
            .createQuery(ALL)
            .map((row, context) -> new ProviderText(row.getString(1), row.getString(2)))
            .list());
  }

  void put(Handle handle, Setup.Owned<ProviderText> owned) {
    try (var update = handle.createUpdate(PUT)) {
      new Columns(update)
          .text("id", owned.thing().id())
          .text("yaml", owned.thing().yaml())
          .text("managed_by", owned.managedBy());
      update.execute();
    }
  }
}
