package dev.carabiner.server.store;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.setup.AppStore;
import dev.carabiner.server.setup.CustomProvider;
import dev.carabiner.server.setup.KeptApp;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The connected apps, one by one. Changes take turns with those of providers and with settings
/// files, so that no app comes to a provider that has just gone.
final class OwnAppTable implements AppStore {
  private static final String LIST =
      """
      SELECT app_key, workspace, document, client_secret, version, created_at, changed_at, secret_at
      FROM apps
      WHERE workspace = :workspace AND deleted_at IS NULL AND app_key > :after
      ORDER BY app_key LIMIT :limit
      """;

  private static final String FIND =
      """
      SELECT app_key, workspace, document, client_secret, version, created_at, changed_at, secret_at
      FROM apps
      WHERE app_key = ? AND workspace = ? AND deleted_at IS NULL
      """;

  private static final String COUNT =
      """
      SELECT COUNT(*) FROM apps WHERE workspace = :workspace AND deleted_at IS NULL
      """;

  private static final String ADD =
      """
      INSERT INTO apps (app_key, folded_key, workspace, document, client_secret, managed_by,
        created_at, changed_at, secret_at)
      VALUES (:app_key, :folded_key, :workspace, :document, :client_secret, 'api',
        clock_ms(), clock_ms(), CASE WHEN :has_secret = 1 THEN clock_ms() END)
      ON CONFLICT DO NOTHING
      """;

  private static final String REPLACE =
      """
      UPDATE apps SET document = :document, client_secret = :client_secret, managed_by = 'api',
        version = version + 1, changed_at = clock_ms(),
        secret_at = CASE WHEN :new_secret = 1 THEN clock_ms()
          WHEN :has_secret = 1 THEN secret_at END
      WHERE app_key = :app_key AND workspace = :workspace AND version = :version
        AND deleted_at IS NULL
      """;

  private static final String PROVIDER =
      """
      SELECT COUNT(*) FROM providers WHERE id = :id AND yaml = :yaml
      """;

  private final Engine engine;

  OwnAppTable(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<KeptApp> list(Workspace workspace, Optional<AppKey> after, int limit) {
    return engine.read(handle -> {
      var query = handle.createQuery(LIST);
      new Columns(query)
          .text("workspace", workspace.name())
          .text("after", after.map(AppKey::value).orElse(""))
          .number("limit", limit);
      return query.map((row, _) -> read(new Row(row))).list();
    });
  }

  @Override
  public Optional<KeptApp> find(Workspace workspace, AppKey key) {
    return engine.findRow(FIND, OwnAppTable::read, key.value(), workspace.name());
  }

  @Override
  public int count(Workspace workspace) {
    return engine.read(handle ->
        handle.createQuery(COUNT).bind("workspace", workspace.name()).mapTo(Integer.class).one());
  }

  @Override
  public Ending add(ConnectedApp app, Optional<CustomProvider> provider) {
    return engine.write(handle -> {
      engine.takeTurns(handle, SetupTables.TURN);
      if (!stands(handle, provider)) return Ending.OUTDATED;
      try (var insert = handle.createUpdate(ADD)) {
        bind(new Columns(insert), app).text("folded_key", app.key().folded());
        return insert.execute() == 1 ? Ending.DONE : Ending.TAKEN;
      }
    });
  }

  @Override
  public Ending replace(KeptApp seen, ConnectedApp changed, Optional<CustomProvider> provider) {
    var secret = changed.credentials().secret();
    var isNew = secret.isPresent() && !secret.equals(seen.app().credentials().secret());
    return engine.write(handle -> {
      engine.takeTurns(handle, SetupTables.TURN);
      if (!stands(handle, provider)) return Ending.OUTDATED;
      try (var update = handle.createUpdate(REPLACE)) {
        bind(new Columns(update), changed)
            .number("version", seen.version())
            .flag("new_secret", isNew);
        return update.execute() == 1 ? Ending.DONE : Ending.OUTDATED;
      }
    });
  }

  private static boolean stands(Handle handle, Optional<CustomProvider> provider) {
    if (provider.isEmpty()) return true;
    var query = handle.createQuery(PROVIDER);
    new Columns(query).text("id", provider.get().id()).text("yaml", provider.get().entry());
    return query.mapTo(Integer.class).one() == 1;
  }

  private static Columns bind(Columns columns, ConnectedApp app) {
    var secret = app.credentials().secret();
    return columns
        .text("app_key", app.key().value())
        .text("workspace", app.workspace().name())
        .text("document", AppDocument.write(app))
        .sealed("client_secret", secret)
        .flag("has_secret", secret.isPresent());
  }

  private static KeptApp read(Row row) throws SQLException {
    return new KeptApp(
        AppTable.read(row), row.number(), row.maybeTime(), row.maybeTime(), row.maybeTime());
  }
}
