package dev.carabiner.server.store;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.setup.ClientStore;
import dev.carabiner.server.setup.KeptClient;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The machine clients, one by one.
final class OwnClientTable implements ClientStore {
  private static final String LIST =
      """
      SELECT id, workspace, document, version, created_at FROM clients
      WHERE workspace = :workspace AND id > :after ORDER BY id LIMIT :limit
      """;

  private static final String FIND =
      """
      SELECT id, workspace, document, version, created_at FROM clients
      WHERE id = ? AND workspace = ?
      """;

  private static final String COUNT =
      """
      SELECT COUNT(*) FROM clients WHERE workspace = :workspace
      """;

  private static final String ADD =
      """
      INSERT INTO clients (id, workspace, document, managed_by, created_at)
      VALUES (:id, :workspace, :document, 'api', clock_ms())
      ON CONFLICT (id) DO NOTHING
      """;

  private static final String REPLACE =
      """
      UPDATE clients SET document = :document, managed_by = 'api', version = version + 1
      WHERE id = :id AND workspace = :workspace AND version = :version
      """;

  private static final String REMOVE =
      """
      DELETE FROM clients WHERE id = :id AND workspace = :workspace AND version = :version
      """;

  private final Engine engine;

  OwnClientTable(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<KeptClient> list(Workspace workspace, Optional<String> after, int limit) {
    return engine.read(handle -> {
      var query = handle.createQuery(LIST);
      new Columns(query)
          .text("workspace", workspace.name())
          .text("after", after.orElse(""))
          .number("limit", limit);
      return query.map((row, _) -> read(new Row(row))).list();
    });
  }

  @Override
  public Optional<KeptClient> find(Workspace workspace, String id) {
    return engine.findRow(FIND, OwnClientTable::read, Columns.storable(id), workspace.name());
  }

  @Override
  public int count(Workspace workspace) {
    return engine.read(handle ->
        handle.createQuery(COUNT).bind("workspace", workspace.name()).mapTo(Integer.class).one());
  }

  @Override
  public boolean add(KeptClient client) {
    return engine.write(handle -> {
      try (var insert = handle.createUpdate(ADD)) {
        new Columns(insert)
            .text("id", client.client().id())
            .text("workspace", client.client().workspace().name())
            .text("document", ClientDocument.write(client));
        return insert.execute() == 1;
      }
    });
  }

  @Override
  public boolean replace(KeptClient seen, KeptClient changed) {
    return engine.write(handle -> {
      try (var update = handle.createUpdate(REPLACE)) {
        naming(new Columns(update), seen).text("document", ClientDocument.write(changed));
        return update.execute() == 1;
      }
    });
  }

  @Override
  public boolean remove(KeptClient seen) {
    return engine.write(handle -> {
      try (var delete = handle.createUpdate(REMOVE)) {
        naming(new Columns(delete), seen);
        return delete.execute() == 1;
      }
    });
  }

  private static Columns naming(Columns columns, KeptClient seen) {
    return columns
        .text("id", seen.client().id())
        .text("workspace", seen.client().workspace().name())
        .number("version", seen.version());
  }

  private static KeptClient read(Row row) throws SQLException {
    var id = row.text();
    var workspace = new Workspace(row.text());
    var document = JsonText.document(row.text());
    return new KeptClient(
        ClientDocument.read(id, workspace, document),
        ClientDocument.secrets(document),
        row.number(),
        row.maybeTime());
  }
}
