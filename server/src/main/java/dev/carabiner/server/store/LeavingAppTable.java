package dev.carabiner.server.store;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.LeavingApps;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.store.engine.Engine;
import java.time.Duration;
import java.util.List;

/// The apps that are being deleted.
final class LeavingAppTable implements LeavingApps {
  private static final String LEAVE =
      """
      UPDATE apps SET deleted_at = COALESCE(deleted_at, clock_ms()), version = version + 1
      WHERE app_key = :app_key AND workspace = :workspace
      """;

  private static final String ALL =
      """
      SELECT app_key FROM apps WHERE deleted_at IS NOT NULL ORDER BY app_key
      """;

  private static final String REMOVE =
      """
      DELETE FROM apps WHERE app_key = :app_key AND deleted_at <= clock_ms() - :grace
        AND NOT EXISTS (
          SELECT 1 FROM sessions WHERE app_key = :app_key
            AND state IN ('pending', 'connected', 'needs_reconnect'))
        AND NOT EXISTS (
          SELECT 1 FROM revocations WHERE app_key = :app_key AND due_at IS NOT NULL)
      """;

  private static final String FORGET_ALARM =
      """
      DELETE FROM app_alarms WHERE app_key = :app_key
      """;

  private final Engine engine;

  LeavingAppTable(Engine engine) {
    this.engine = engine;
  }

  @Override
  public boolean leave(Workspace workspace, AppKey key) {
    return engine.write(handle -> {
      try (var update = handle.createUpdate(LEAVE)) {
        new Columns(update).text("app_key", key.value()).text("workspace", workspace.name());
        return update.execute() == 1;
      }
    });
  }

  @Override
  public List<AppKey> all() {
    return engine.read(
        handle -> handle.createQuery(ALL).mapTo(String.class).map(AppKey::new).list());
  }

  @Override
  public boolean remove(AppKey key, Duration grace) {
    return engine.write(handle -> {
      try (var delete = handle.createUpdate(REMOVE);
          var forget = handle.createUpdate(FORGET_ALARM)) {
        new Columns(delete).text("app_key", key.value()).number("grace", grace.toMillis());
        if (delete.execute() == 0) return false;
        new Columns(forget).text("app_key", key.value());
        forget.execute();
        return true;
      }
    });
  }
}
