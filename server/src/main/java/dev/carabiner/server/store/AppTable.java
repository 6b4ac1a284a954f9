package dev.carabiner.server.store;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.doctor.StoredApp;
import dev.carabiner.server.setup.Setup;
import dev.carabiner.server.setup.SetupStore.KeyTaken;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The connected apps: key, workspace and sealed client secret in columns, the rest as a document.
final class AppTable implements ConnectedApps {
  private static final String FIND =
      """
      SELECT app_key, workspace, document, client_secret FROM apps
      WHERE app_key = ? AND deleted_at IS NULL
      """;

  private static final String FIND_EVEN_LEAVING =
      """
      SELECT app_key, workspace, document, client_secret FROM apps WHERE app_key = ?
      """;

  private static final String ALL =
      """
      SELECT app_key, workspace, document, client_secret FROM apps
      WHERE deleted_at IS NULL ORDER BY app_key
      """;

  private static final String ALL_EVEN_LEAVING =
      """
      SELECT app_key, workspace, document, client_secret FROM apps ORDER BY app_key
      """;

  private static final String FIND_OTHER_CASE =
      """
      SELECT app_key FROM apps WHERE folded_key = :folded_key AND app_key <> :app_key
      """;

  private static final String PUT =
      """
      INSERT INTO apps (app_key, folded_key, workspace, document, client_secret, managed_by,
        created_at, changed_at, secret_at)
      VALUES (:app_key, :folded_key, :workspace, :document, :client_secret, :managed_by,
        clock_ms(), clock_ms(), CASE WHEN :has_secret = 1 THEN clock_ms() END)
      ON CONFLICT (app_key) DO UPDATE SET
        workspace = excluded.workspace, document = excluded.document,
        client_secret = excluded.client_secret, managed_by = excluded.managed_by,
        deleted_at = NULL, version = apps.version + 1, changed_at = excluded.changed_at,
        secret_at = excluded.secret_at
      """;

  private final Engine engine;

  AppTable(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Optional<ConnectedApp> find(AppKey key) {
    return engine.findRow(FIND, AppTable::read, key.value());
  }

  @Override
  public Optional<ConnectedApp> findEvenLeaving(AppKey key) {
    return engine.findRow(FIND_EVEN_LEAVING, AppTable::read, key.value());
  }

  @Override
  public List<ConnectedApp> all() {
    return engine.read(
        handle -> handle.createQuery(ALL).map((result, context) -> read(new Row(result))).list());
  }

  /// All apps, those among them that are being deleted.
  static List<ConnectedApp> evenLeaving(Handle handle) {
    return handle.createQuery(ALL_EVEN_LEAVING).map((row, _) -> read(new Row(row))).list();
  }

  /// All apps, those among them whose row cannot be read.
  static List<StoredApp> rows(Engine engine) {
    return engine.read(handle ->
        handle
            .createQuery(ALL)
            .map((result, _) ->
                new StoredApp(
                    new Row(result).text(), RecordRow.tried(new Row(result), AppTable::read)))
            .list());
  }

  /// Adds or changes an app.
  ///
  /// @throws KeyTaken when another app's key differs by case only
  void put(Handle handle, Setup.Owned<ConnectedApp> owned) {
    var app = owned.thing();
    otherCase(handle, app.key())
        .ifPresent(taken -> {
          throw new KeyTaken(app.key().value(), taken);
        });
    try (var update = handle.createUpdate(PUT)) {
      new Columns(update)
          .text("app_key", app.key().value())
          .text("folded_key", app.key().folded())
          .text("workspace", app.workspace().name())
          .text("document", AppDocument.write(app))
          .sealed("client_secret", app.credentials().secret())
          .flag("has_secret", app.credentials().secret().isPresent())
          .text("managed_by", owned.managedBy());
      update.execute();
    }
  }

  private static Optional<String> otherCase(Handle handle, AppKey key) {
    return handle
        .createQuery(FIND_OTHER_CASE)
        .bind("folded_key", key.folded())
        .bind("app_key", key.value())
        .mapTo(String.class)
        .findOne();
  }

  /// Reads key, workspace, document and secret, the next four columns.
  static ConnectedApp read(Row row) throws SQLException {
    var key = new AppKey(row.text());
    var workspace = new Workspace(row.text());
    var document = JsonText.document(row.text());
    return AppDocument.read(key, workspace, document, row.maybeSealed());
  }
}
