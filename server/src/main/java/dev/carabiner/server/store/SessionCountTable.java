package dev.carabiner.server.store;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.SessionBrowsing.Count;
import dev.carabiner.server.store.engine.Row;
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

  private SessionCountTable() {}

  static List<Count> counts(Handle handle, Workspace workspace, Optional<AppKey> app, int limit) {
    var counts = new ArrayList<Count>();
    for (var state : STATES) {
      var some = some(handle, workspace, app, state, limit + 1);
      counts.add(new Count(state, Math.min(some, limit), some <= limit));
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
}
