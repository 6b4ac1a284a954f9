package dev.carabiner.server.store;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Revocation;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// The revocations that the provider is to be told of, and their receipts.
final class RevocationTable {
  private static final String COLUMNS =
      """
      workspace, app_key, session_id, id, account_id, account_name, account_email,
      access_token, refresh_token, token_start, token_end, doubtful, receipt, tries, since, due_at, reason, page,
      kept\
      """;

  private static final String INSERT =
      """
      INSERT INTO revocations (
        workspace, app_key, session_id, id, number, created_at,
        account_id, account_name, account_email,
        access_token, refresh_token, token_start, token_end, doubtful, receipt, tries, since, due_at,
        reason, page, kept)
      VALUES (
        :workspace, :app_key, :session_id, :id,
        (SELECT COALESCE(MAX(number), 0) + 1 FROM revocations WHERE session_id = :session_id),
        clock_ms(), :account_id, :account_name, :account_email,
        :access_token, :refresh_token, :token_start, :token_end, :doubtful, :receipt,
        :tries, :since, :due_at, :reason, :page, :kept)
      ON CONFLICT (id) DO NOTHING
      """;

  /// The rows are chosen once, in a step of their own, so that they are never more than the limit.
  private static final String TAKE_DUE =
      """
      WITH chosen AS MATERIALIZED (
        SELECT id FROM revocations
        WHERE due_at <= (SELECT clock_ms()) AND app_key NOT IN (<except>)
        ORDER BY due_at, id LIMIT :limit <taking_rows>)
      UPDATE revocations SET due_at = clock_ms() + :lease, tries = tries + 1
      WHERE id IN (SELECT id FROM chosen)
      RETURNING %s
      """
          .formatted(COLUMNS);

  private static final String UPDATE =
      """
      UPDATE revocations SET
        account_id = :account_id, account_name = :account_name,
        account_email = :account_email, access_token = :access_token,
        refresh_token = :refresh_token, token_start = :token_start, token_end = :token_end,
        receipt = :receipt, since = :since, due_at = :due_at, reason = :reason, page = :page,
        kept = :kept
      WHERE id = :id AND workspace = :workspace AND session_id = :session_id
        AND tries = :tries AND due_at IS NOT NULL
      """;

  private static final String FIND_NEWEST =
      """
      SELECT %s FROM revocations WHERE session_id = ? AND workspace = ?
      ORDER BY number DESC LIMIT 1
      """
          .formatted(COLUMNS);

  private static final String FORGET =
      """
      DELETE FROM revocations WHERE id IN (
        SELECT id FROM revocations WHERE created_at < :before AND due_at IS NULL LIMIT :limit)
      """;

  private RevocationTable() {}

  /// Queued again, after an answer that got lost, it stays as it is.
  static boolean insert(Handle handle, Revocation revocation) {
    try (var update = handle.createUpdate(INSERT)) {
      bind(update, revocation);
      update.execute();
      return true;
    }
  }

  static List<Revocation> takeDue(Engine engine, Duration lease, int limit, Set<AppKey> except) {
    return engine.write(handle ->
        handle
            .createQuery(TAKE_DUE)
            .define("taking_rows", engine.takingRows())
            .bindList("except", neverEmpty(except))
            .bind("lease", lease.toMillis())
            .bind("limit", limit)
            .map((result, context) -> read(new Row(result)))
            .list());
  }

  /// A list in SQL needs an element: no app has the empty key.
  private static List<String> neverEmpty(Set<AppKey> apps) {
    return Stream.concat(Stream.of(""), apps.stream().map(AppKey::value)).toList();
  }

  /// Records how one stands.
  ///
  /// @return false if somebody else has taken it up since
  static boolean update(Handle handle, Revocation revocation) {
    try (var update = handle.createUpdate(UPDATE)) {
      bind(update, revocation);
      return update.execute() == 1;
    }
  }

  static Optional<Revocation> newest(Engine engine, Workspace workspace, SessionId id) {
    return engine.findRow(FIND_NEWEST, RevocationTable::read, id.value(), workspace.name());
  }

  /// Removes at most `limit` ended revocations queued before that time.
  ///
  /// @return how many went
  static int forget(Handle handle, long beforeMillis, int limit) {
    try (var update = handle.createUpdate(FORGET)) {
      return update.bind("before", beforeMillis).bind("limit", limit).execute();
    }
  }

  private static Revocation read(Row row) throws SQLException {
    var session = SessionRow.key(row);
    return new Revocation(
        row.text(),
        session,
        SessionRow.account(row),
        SessionRow.tokens(row),
        row.count() == 1,
        new Revocation.Standing(
            Revocation.Receipt.valueOf(row.text()),
            row.count(),
            row.time(),
            row.maybeTime(),
            row.maybeText(),
            row.maybeText()),
        row.maybeSealed());
  }

  private static void bind(SqlStatement<?> statement, Revocation revocation) {
    var columns = new Columns(statement);
    SessionRow.bindAccount(columns, revocation.account());
    SessionRow.bindTokens(columns, revocation.tokens());
    columns
        .text("workspace", revocation.session().workspace().name())
        .text("app_key", revocation.session().app().value())
        .text("session_id", revocation.session().id().value())
        .text("id", revocation.id())
        .sealed("kept", revocation.kept())
        .flag("doubtful", revocation.doubtful())
        .text("receipt", revocation.receipt().name())
        .time("since", revocation.standing().since())
        .text("reason", revocation.standing().reason())
        .text("page", revocation.standing().page())
        .number("tries", revocation.tries())
        .time("due_at", revocation.due());
  }
}
