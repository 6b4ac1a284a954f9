package dev.carabiner.server.store;

import dev.carabiner.server.callers.MachineClient;
import dev.carabiner.server.callers.MachineClients;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.setup.Setup;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The machine clients: what one looks them up by in columns, the rest as a document.
final class ClientTable implements MachineClients {
  private static final String FIND =
      """
      SELECT id, workspace, document FROM clients WHERE id = ?
      """;

  private static final String PUT =
      """
      INSERT INTO clients (id, workspace, document, managed_by, created_at)
      VALUES (:id, :workspace, :document, :managed_by, clock_ms())
      ON CONFLICT (id) DO UPDATE SET
        workspace = excluded.workspace, document = excluded.document,
        managed_by = excluded.managed_by, version = clients.version + 1
      """;

  private final Engine engine;

  ClientTable(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Optional<MachineClient> find(String id) {
    return engine.findRow(FIND, ClientTable::read, Columns.storable(id));
  }

  void put(Handle handle, Setup.Owned<MachineClient> owned) {
    try (var update = handle.createUpdate(PUT)) {
      new Columns(update)
          .text("id", owned.thing().id())
          .text("workspace", owned.thing().workspace().name())
          .text("document", ClientDocument.write(owned.thing()))
          .text("managed_by", owned.managedBy());
      update.execute();
    }
  }

  private static MachineClient read(Row row) throws SQLException {
    var id = row.text();
    var workspace = new Workspace(row.text());
    return ClientDocument.read(id, workspace, JsonText.document(row.text()));
  }
}
