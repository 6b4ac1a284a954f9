package dev.carabiner.server.store;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.store.sqlite.SqliteEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// Very many sessions of ten apps, `app-0` to `app-9`. One of a hundred thousand needs a reconnect,
/// one of a hundred is pending.
public final class LargeStock {
  private static final String FILL =
      """
      INSERT INTO sessions (id, workspace, app_key, user_id, org_code, state, reason, requested,
        granted, account_id, account_name, account_email, generation, fence, tries, created_at,
        metadata)
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :stock)
      SELECT printf('%043d', i), :workspace, 'app-' || (i % 10), 'user' || (i % 300000),
        CASE WHEN i % 2 = 0 THEN 'org' || (i % 20) END,
        CASE WHEN i % 100000 = 0 THEN 'needs_reconnect' WHEN i % 100 = 1 THEN 'pending'
          ELSE 'connected' END,
        CASE WHEN i % 100000 = 0 THEN 'grant_revoked' END, '[]', '[]',
        'account' || (i * 7919 % 1000003), 'Name ' || i, 'u' || (i * 7919 % 1000003) || '@e.example',
        1, 1, 0, :newest - :stock + i, '{}'
      FROM n
      """;

  private LargeStock() {}

  /// Lays a store with so many sessions where none is yet.
  ///
  /// @param workspace whose they are
  public static void lay(Path file, String workspace, int sessions) {
    try (var engine = SqliteEngine.open(file, InstantSource.system())) {
      fill(engine, new Workspace(workspace), sessions);
    }
  }

  static void fill(SqliteEngine engine, Workspace workspace, int sessions) {
    var newest = InstantSource.system().instant().minus(Duration.ofDays(1));
    engine.write(handle ->
        handle
            .createUpdate(FILL)
            .bind("stock", sessions)
            .bind("workspace", workspace.name())
            .bind("newest", newest.toEpochMilli())
            .execute());
  }
}
