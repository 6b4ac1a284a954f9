package dev.carabiner.server.store;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.PageCursor;
import dev.carabiner.server.sessions.ProviderAccount;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionFilter;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/// Questions about several sessions.
final class SessionLists {
  private static final String LIST =
      """
      SELECT %s FROM sessions
      WHERE workspace = :workspace AND state IN (<states>)
      """
          .formatted(SessionRow.COLUMNS);

  private static final String OF_USER =
      """
      SELECT %s FROM sessions WHERE workspace = :workspace AND user_id = :user_id
      ORDER BY created_at DESC, id DESC LIMIT :limit
      """
          .formatted(SessionRow.COLUMNS);

  private static final String DUE =
      """
      SELECT %s FROM sessions WHERE due_at <= (SELECT clock_ms())
      ORDER BY due_at, id LIMIT :limit
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
      WHERE app_key = :app_key
        AND (state = 'connected'
          OR (state = 'needs_reconnect' AND reason <> 'grant_revoked'))
      """;

  private static final String FIND_HOLDING =
      """
      SELECT session_id FROM flows
      WHERE app_key = :app_key AND NOT (session_id = :id AND workspace = :workspace)
        AND slot IS NOT NULL
      """;

  private final Engine engine;

  SessionLists(Engine engine) {
    this.engine = engine;
  }

  List<Session> list(
      Workspace workspace, SessionFilter filter, Optional<PageCursor> after, int limit) {
    var sql = new StringBuilder(LIST);
    filter.userId().ifPresent(_ -> sql.append(" AND user_id = :user_id"));
    filter.orgCode().ifPresent(_ -> sql.append(" AND org_code = :org_code"));
    filter.appKey().ifPresent(_ -> sql.append(" AND app_key = :app_key"));
    after.ifPresent(_ -> sql.append(" AND (created_at, id) < (:after_time, :after_id)"));
    sql.append(" ORDER BY created_at DESC, id DESC LIMIT :limit");
    return engine.read(handle -> {
      var query = handle.createQuery(sql);
      query.bindList("states", filter.states().stream().sorted().toList());
      var columns = new Columns(query).text("workspace", workspace.name()).number("limit", limit);
      filter.userId().ifPresent(user -> columns.text("user_id", user));
      filter.orgCode().ifPresent(organisation -> columns.text("org_code", organisation));
      filter.appKey().ifPresent(key -> columns.text("app_key", key));
      after.ifPresent(cursor ->
          columns.time("after_time", cursor.created()).text("after_id", cursor.id().value()));
      return sessions(query);
    });
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

  List<Session> due(int limit) {
    return engine.read(handle -> sessions(handle.createQuery(DUE).bind("limit", limit)));
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

  boolean grantIsShared(Session.Key session, Optional<ProviderAccount> account) {
    return finds(FIND_SHARING, "account_id", session, account)
        || finds(FIND_HOLDING, "slot_account", session, account);
  }

  private boolean finds(
      String question, String column, Session.Key session, Optional<ProviderAccount> account) {
    var sql = new StringBuilder(question);
    account.ifPresent(
        _ -> sql.append(" AND (%s IS NULL OR %s = :account_id)".formatted(column, column)));
    sql.append(" LIMIT 1");
    return engine.read(handle -> {
      var query = handle.createQuery(sql);
      var columns = SessionRow.bind(new Columns(query), session);
      account.ifPresent(known -> columns.text("account_id", known.id()));
      return query.mapTo(String.class).findOne().isPresent();
    });
  }

  private static List<Session> sessions(Query query) {
    return query.map((result, context) -> SessionRow.read(new Row(result))).list();
  }
}
