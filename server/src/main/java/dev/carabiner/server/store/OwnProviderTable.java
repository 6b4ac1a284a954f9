package dev.carabiner.server.store;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.setup.CustomProvider;
import dev.carabiner.server.setup.ProviderStore;
import dev.carabiner.server.store.engine.Engine;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The custom providers, one by one. Changes take turns with settings files, which bring providers
/// and the apps that use them.
final class OwnProviderTable implements ProviderStore {
  private static final String ALL =
      """
      SELECT id, yaml, workspace FROM providers ORDER BY id
      """;

  private static final String ADD =
      """
      INSERT INTO providers (id, yaml, managed_by, workspace)
      VALUES (:id, :yaml, 'api', :workspace)
      ON CONFLICT (id) DO NOTHING
      """;

  private static final String REPLACE =
      """
      UPDATE providers SET yaml = :yaml, managed_by = 'api', workspace = :workspace
      WHERE id = :id AND yaml = :seen
      """;

  private static final String REMOVE =
      """
      DELETE FROM providers WHERE id = :id AND yaml = :seen
      """;

  private static final String FORGET_SECRET =
      """
      UPDATE apps SET client_secret = NULL, secret_at = NULL, version = version + 1
      WHERE app_key = :app_key
      """;

  private final Engine engine;

  OwnProviderTable(Engine engine) {
    this.engine = engine;
  }

  @Override
  public List<CustomProvider> custom() {
    return engine.read(handle ->
        handle
            .createQuery(ALL)
            .map((row, _) ->
                new CustomProvider(
                    row.getString(1),
                    row.getString(2),
                    Optional.ofNullable(row.getString(3)).map(Workspace::new)))
            .list());
  }

  @Override
  public List<ConnectedApp> users(String provider) {
    return engine.read(handle -> users(handle, provider));
  }

  @Override
  public boolean add(CustomProvider provider) {
    return engine.write(handle -> {
      engine.takeTurns(handle, SetupTables.TURN);
      try (var insert = handle.createUpdate(ADD)) {
        bind(new Columns(insert), provider);
        return insert.execute() == 1;
      }
    });
  }

  @Override
  public boolean replace(CustomProvider seen, CustomProvider changed, boolean elsewhere) {
    return engine.write(handle -> {
      engine.takeTurns(handle, SetupTables.TURN);
      try (var update = handle.createUpdate(REPLACE)) {
        bind(new Columns(update), changed).text("seen", seen.entry());
        if (update.execute() == 0) return false;
      }
      if (elsewhere) users(handle, changed.id()).forEach(app -> forgetSecret(handle, app));
      return true;
    });
  }

  @Override
  public boolean remove(CustomProvider seen) {
    return engine.write(handle -> {
      engine.takeTurns(handle, SetupTables.TURN);
      if (!users(handle, seen.id()).isEmpty()) return false;
      try (var delete = handle.createUpdate(REMOVE)) {
        new Columns(delete).text("id", seen.id()).text("seen", seen.entry());
        return delete.execute() == 1;
      }
    });
  }

  private static List<ConnectedApp> users(Handle handle, String provider) {
    return AppTable.evenLeaving(handle).stream()
        .filter(app -> app.provider().id().equals(provider))
        .toList();
  }

  private static void forgetSecret(Handle handle, ConnectedApp app) {
    try (var update = handle.createUpdate(FORGET_SECRET)) {
      new Columns(update).text("app_key", app.key().value());
      update.execute();
    }
  }

  private static Columns bind(Columns columns, CustomProvider provider) {
    return columns
        .text("id", provider.id())
        .text("yaml", provider.entry())
        .text("workspace", provider.workspace().map(Workspace::name));
  }
}
