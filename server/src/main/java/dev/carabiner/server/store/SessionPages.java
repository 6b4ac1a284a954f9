package dev.carabiner.server.store;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.PageCursor;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionFilter;
import dev.carabiner.server.store.engine.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// Pages of sessions, the newest first. Each state is gone along by itself, by an index that begins
/// with what the filter names, and the states are merged: no page passes by what it does not show.
final class SessionPages {
  private static final Comparator<Session> NEWEST_FIRST =
      Comparator.comparing((Session session) -> session.times().created())
          .thenComparing(session -> session.key().id().value())
          .reversed();

  private static final String OF_STATE =
      """
      SELECT %s FROM sessions
      WHERE workspace = :workspace AND state = :state <conditions>
      ORDER BY created_at DESC, id DESC LIMIT :limit
      """
          .formatted(SessionRow.COLUMNS);

  private SessionPages() {}

  /// @param states those of the filter that are wanted
  static List<Session> newest(
      Handle handle,
      Workspace workspace,
      SessionFilter filter,
      Collection<String> states,
      Optional<PageCursor> after,
      int limit) {
    var found = new ArrayList<Session>();
    for (var state : states.stream().sorted().toList())
      found.addAll(ofState(handle, workspace, filter, state, after, limit));
    return found.stream().sorted(NEWEST_FIRST).limit(limit).toList();
  }

  private static List<Session> ofState(
      Handle handle,
      Workspace workspace,
      SessionFilter filter,
      String state,
      Optional<PageCursor> after,
      int limit) {
    var sql = OF_STATE.replace("<conditions>", conditions(filter, after));
    try (var query = handle.createQuery(sql)) {
      var columns =
          new Columns(query)
              .text("workspace", workspace.name())
              .text("state", state)
              .number("limit", limit);
      filter.userId().ifPresent(user -> columns.text("user_id", user));
      filter.orgCode().ifPresent(organisation -> columns.text("org_code", organisation));
      filter
          .appKeys()
          .ifPresent(keys -> {
            if (keys.size() == 1) columns.text("app_key", keys.iterator().next());
            else query.bindList("apps", storable(keys));
          });
      filter.connected().from().ifPresent(from -> columns.time("from", from));
      filter.connected().to().ifPresent(to -> columns.time("to", to));
      after.ifPresent(cursor ->
          columns.time("after_time", cursor.created()).text("after_id", cursor.id().value()));
      return query.map((result, _) -> SessionRow.read(new Row(result))).list();
    }
  }

  /// Of several conditions the narrowest chooses the index; the others are written so that they do
  /// not.
  private static String conditions(SessionFilter filter, Optional<PageCursor> after) {
    var sql = new StringBuilder();
    var byUser = filter.userId().isPresent();
    var byOwner = byUser || filter.orgCode().isPresent();
    if (byUser) sql.append(" AND user_id = :user_id");
    if (filter.orgCode().isPresent())
      sql.append(byUser ? " AND org_code || '' = :org_code" : " AND org_code = :org_code");
    filter
        .appKeys()
        .ifPresent(keys ->
            sql.append(byOwner ? " AND app_key || ''" : " AND app_key")
                .append(keys.size() == 1 ? " = :app_key" : " IN (<apps>)"));
    filter.connected().from().ifPresent(_ -> sql.append(" AND connected_at >= :from"));
    filter.connected().to().ifPresent(_ -> sql.append(" AND connected_at < :to"));
    after.ifPresent(_ -> sql.append(" AND (created_at, id) < (:after_time, :after_id)"));
    return sql.toString();
  }

  /// A list in SQL needs an element: no app has the empty key.
  static List<String> storable(Set<String> keys) {
    return Stream.concat(Stream.of(""), keys.stream().map(Columns::storable).sorted()).toList();
  }
}
