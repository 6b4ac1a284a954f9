package dev.carabiner.server.store;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.PageCursor;
import dev.carabiner.server.sessions.ProviderAccount;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionFilter;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Questions about several sessions.
final class SessionLists {
  private static final String OF_USER =
      """
      SELECT %s FROM sessions WHERE workspace = :workspace AND user_id = :user_id
      ORDER BY created_at DESC, id DESC LIMIT :limit
      """
          .formatted(SessionRow.COLUMNS);

  /// The rows are chosen once, in a step of their own, so that they are never more than the limit.
  private static final String TAKE_DUE =
      """
      WITH chosen AS MATERIALIZED (
        SELECT id FROM sessions WHERE due_at <= (SELECT clock_ms())
        ORDER BY due_at, id LIMIT :limit <taking_rows>)
      UPDATE sessions SET due_at = clock_ms() + :lease
      WHERE id IN (SELECT id FROM chosen)
      RETURNING %s
      """
          .formatted(SessionRow.COLUMNS);

  private static final String LIVE_OF_APP =
      """
      SELECT %s FROM sessions
      WHERE app_key = :app_key AND state IN ('pending', 'connected', 'needs_reconnect')
      LIMIT :limit
      """
          .formatted(SessionRow.COLUMNS);

  private static final String CLAIMED =
      """
      SELECT %s FROM sessions WHERE claim_node IS NOT NULL
      """
          .formatted(SessionRow.COLUMNS);

  private static final String FIND_SHARING =
      """
      SELECT id FROM sessions
      WHERE app_key IN (<apps>)
        AND (state = 'connected'
          OR (state = 'needs_reconnect' AND reason <> 'grant_revoked'))
      """;

  private static final String FIND_HOLDING =
      """
      SELECT session_id FROM flows
      WHERE app_key IN (<apps>) AND NOT (session_id = :id AND workspace = :workspace)
        AND slot IS NOT NULL
      """;

  private final Engine engine;

  SessionLists(Engine engine) {
    this.engine = engine;
  }

  List<Session> list(
      Workspace workspace, SessionFilter filter, Optional<PageCursor> after, int limit) {
    return engine.read(
        handle -> SessionPages.newest(handle, workspace, filter, filter.states(), after, limit));
  }

  List<Session> ofUser(Workspace workspace, String userId, int limit) {
    return engine.read(handle -> {
      var query = handle.createQuery(OF_USER);
      new Columns(query)
          .text("workspace", workspace.name())
          .text("user_id", userId)
          .number("limit", limit);
      return sessions(query);
    });
  }

  List<Session> liveOfApp(AppKey app, int limit) {
    return engine.read(handle -> {
      var query = handle.createQuery(LIVE_OF_APP);
      new Columns(query).text("app_key", app.value()).number("limit", limit);
      return sessions(query);
    });
  }

  List<Session> takeDue(Duration lease, int limit) {
    return engine.write(handle ->
        sessions(
            handle
                .createQuery(TAKE_DUE)
                .define("taking_rows", engine.takingRows())
                .bind("lease", lease.toMillis())
                .bind("limit", limit)));
  }

  List<Session> claimed(Optional<String> node, int limit) {
    var sql = new StringBuilder(CLAIMED);
    node.ifPresent(_ -> sql.append(" AND claim_node = :node"));
    sql.append(" LIMIT :limit");
    return engine.read(handle -> {
      var query = handle.createQuery(sql);
      var columns = new Columns(query).number("limit", limit);
      node.ifPresent(known -> columns.text("node", known));
      return sessions(query);
    });
  }

  boolean grantIsShared(Session.Key session, Set<AppKey> apps, Optional<ProviderAccount> account) {
    var keys = apps.stream().map(AppKey::value).collect(Collectors.toSet());
    return engine.read(handle ->
        finds(handle.createQuery(asking(FIND_SHARING, "account_id", account)), keys, account)
            || finds(holding(handle, session, account), keys, account));
  }

  private static Query holding(
      Handle handle, Session.Key session, Optional<ProviderAccount> account) {
    var query = handle.createQuery(asking(FIND_HOLDING, "slot_account", account));
    new Columns(query)
        .text("id", session.id().value())
        .text("workspace", session.workspace().name());
    return query;
  }

  private static String asking(String question, String column, Optional<ProviderAccount> account) {
    var sql = new StringBuilder(question);
    account.ifPresent(
        _ -> sql.append(" AND (%s IS NULL OR %s = :account_id)".formatted(column, column)));
    sql.append(" LIMIT 1");
    return sql.toString();
  }

  private static boolean finds(Query query, Set<String> apps, Optional<ProviderAccount> account) {
    query.bindList("apps", SessionPages.storable(apps));
    account.ifPresent(known -> new Columns(query).text("account_id", known.id()));
    return query.mapTo(String.class).findOne().isPresent();
  }

  private static List<Session> sessions(Query query) {
    return query.map((result, context) -> SessionRow.read(new Row(result))).list();
  }
}
