package dev.carabiner.server.store;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.SessionBrowsing.Count;
import dev.carabiner.server.store.engine.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// How many sessions there are in each state.
final class SessionCountTable {
  private static final List<String> STATES =
      List.of("needs_reconnect", "connected", "pending", "revoked", "expired");

  private static final String UP_TO =
      """
      SELECT COUNT(*) FROM (
        SELECT 1 FROM sessions WHERE workspace = :workspace AND state = :state <of_app>
        LIMIT :limit) AS found
      """;

  private static final String COUNT =
      """
      SELECT app_key, state, COUNT(*), clock_ms() FROM sessions WHERE workspace = :workspace
      GROUP BY app_key, state
      """;

  private static final String FORGET =
      """
      DELETE FROM session_counts WHERE workspace = :workspace
      """;

  private static final String INSERT =
      """
      INSERT INTO session_counts (workspace, app_key, state, amount, counted_at)
      VALUES (:workspace, :app_key, :state, :amount, :counted_at)
      ON CONFLICT (workspace, app_key, state)
      DO UPDATE SET amount = excluded.amount, counted_at = excluded.counted_at
      """;

  private static final String LAST =
      """
      SELECT COALESCE(SUM(amount), 0), MIN(counted_at) FROM session_counts
      WHERE workspace = :workspace AND state = :state <of_app>
      """;

  private SessionCountTable() {}

  /// The sessions of one app in one state at one moment.
  record Counted(String app, String word, long amount, Instant at) {}

  static List<Counted> count(Handle handle, Workspace workspace) {
    try (var query = handle.createQuery(COUNT)) {
      new Columns(query).text("workspace", workspace.name());
      return query
          .map((result, _) -> {
            var row = new Row(result);
            return new Counted(row.text(), row.text(), row.number(), row.time());
          })
          .list();
    }
  }

  /// Puts these counts in the place of what was there; returns how many there are now.
  static int replace(Handle handle, Workspace workspace, List<Counted> all) {
    try (var update = handle.createUpdate(FORGET)) {
      new Columns(update).text("workspace", workspace.name());
      update.execute();
    }
    if (all.isEmpty()) return 0;
    try (var batch = handle.prepareBatch(INSERT)) {
      for (var counted : all) {
        new Columns(batch)
            .text("workspace", workspace.name())
            .text("app_key", counted.app())
            .text("state", counted.word())
            .number("amount", counted.amount())
            .time("counted_at", counted.at());
        batch.add();
      }
      return batch.execute().length;
    }
  }

  static List<Count> counts(Handle handle, Workspace workspace, Optional<AppKey> app, int limit) {
    var counts = new ArrayList<Count>();
    for (var state : STATES) {
      var some = some(handle, workspace, app, state, limit + 1);
      counts.add(
          some <= limit
              ? new Count(state, some, true, Optional.empty())
              : last(handle, workspace, app, state, limit));
    }
    return List.copyOf(counts);
  }

  private static long some(
      Handle handle, Workspace workspace, Optional<AppKey> app, String state, int limit) {
    try (var query = handle.createQuery(UP_TO)) {
      query.define("of_app", app.isPresent() ? "AND app_key = :app_key" : "");
      var columns =
          new Columns(query)
              .text("workspace", workspace.name())
              .text("state", state)
              .number("limit", limit);
      app.ifPresent(key -> columns.text("app_key", key.value()));
      return query.map((result, _) -> new Row(result).number()).one();
    }
  }

  private static Count last(
      Handle handle, Workspace workspace, Optional<AppKey> app, String state, int least) {
    try (var query = handle.createQuery(LAST)) {
      query.define("of_app", app.isPresent() ? "AND app_key = :app_key" : "");
      var columns = new Columns(query).text("workspace", workspace.name()).text("state", state);
      app.ifPresent(key -> columns.text("app_key", key.value()));
      return query
          .map((result, _) -> {
            var row = new Row(result);
            return new Count(state, Math.max(least, row.number()), false, row.maybeTime());
          })
          .one();
    }
  }
}
