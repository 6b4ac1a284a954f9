package dev.carabiner.server.store;

import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// The flows. One is found by the hash of a random value that only its browser has.
final class FlowTable {
  private static final String FIND_BY_LINK =
      """
      SELECT %s FROM flows WHERE link_hash = ?
      """
          .formatted(FlowRow.COLUMNS);

  private static final String FIND_BY_STATE =
      """
      SELECT %s FROM flows WHERE state_hash = ?
      """
          .formatted(FlowRow.COLUMNS);

  private static final String FIND_BY_CODE =
      """
      SELECT %s FROM flows WHERE code_hash = ?
      """
          .formatted(FlowRow.COLUMNS);

  private static final String FIND_NEWEST =
      """
      SELECT %s FROM flows
      WHERE session_id = ? AND workspace = ? AND app_key = ?
      ORDER BY number DESC LIMIT 1
      """
          .formatted(FlowRow.COLUMNS);

  private static final String HOLDING =
      """
      SELECT %s FROM flows
      WHERE session_id = :id AND workspace = :workspace AND app_key = :app_key
        AND slot IS NOT NULL
      """
          .formatted(FlowRow.COLUMNS);

  private static final String UNCONFIRMED =
      """
      SELECT %s FROM flows WHERE slot IS NOT NULL AND confirm_until <= (SELECT clock_ms())
      ORDER BY confirm_until, link_hash LIMIT :limit
      """
          .formatted(FlowRow.COLUMNS);

  private static final String INSERT =
      """
      INSERT INTO flows (
        workspace, app_key, session_id, link_hash, number, version,
        kind, callback_url, app_state, user_label, link_end, browser,
        step, state_hash, verifier, nonce, issuer, iss_promised, redirect_uri, step_until,
        code_hash, confirm_until, completed_at, slot, slot_account, error, description,
        kept, choice)
      VALUES (
        :workspace, :app_key, :session_id, :link_hash,
        (SELECT COALESCE(MAX(number), 0) + 1 FROM flows WHERE session_id = :session_id),
        :version,
        :kind, :callback_url, :app_state, :user_label, :link_end, :browser,
        :step, :state_hash, :verifier, :nonce, :issuer, :iss_promised, :redirect_uri, :step_until,
        :code_hash, :confirm_until, :completed_at, :slot, :slot_account, :error, :description,
        :kept, :choice)
      """;

  private static final String REPLACE =
      """
      UPDATE flows SET
        version = :version, kind = :kind, callback_url = :callback_url, app_state = :app_state,
        user_label = :user_label, link_end = :link_end, browser = :browser, step = :step,
        state_hash = :state_hash, verifier = :verifier, nonce = :nonce, issuer = :issuer,
        iss_promised = :iss_promised, redirect_uri = :redirect_uri, step_until = :step_until,
        code_hash = :code_hash, confirm_until = :confirm_until, completed_at = :completed_at,
        slot = :slot, slot_account = :slot_account, error = :error, description = :description,
        kept = :kept, choice = :choice
      WHERE link_hash = :link_hash AND workspace = :workspace AND session_id = :session_id
        AND version = :expected_version
      """;

  private FlowTable() {}

  static Optional<Flow> byLink(Engine engine, String linkHash) {
    return engine.findRow(FIND_BY_LINK, FlowRow::read, linkHash);
  }

  static Optional<Flow> byState(Engine engine, String stateHash) {
    return engine.findRow(FIND_BY_STATE, FlowRow::read, stateHash);
  }

  static Optional<Flow> byConnectCode(Engine engine, String codeHash) {
    return engine.findRow(FIND_BY_CODE, FlowRow::read, codeHash);
  }

  static Optional<Flow> newest(Engine engine, Session.Key session) {
    return engine.findRow(
        FIND_NEWEST,
        FlowRow::read,
        session.id().value(),
        session.workspace().name(),
        session.app().value());
  }

  static List<Flow> holding(Engine engine, Session.Key session) {
    return engine.read(handle -> {
      var query = handle.createQuery(HOLDING);
      SessionRow.bind(new Columns(query), session);
      return flows(query);
    });
  }

  static List<Flow> unconfirmed(Engine engine, int limit) {
    return engine.read(handle -> flows(handle.createQuery(UNCONFIRMED).bind("limit", limit)));
  }

  private static List<Flow> flows(Query query) {
    return query.map((result, context) -> FlowRow.read(new Row(result))).list();
  }

  static boolean insert(Handle handle, Flow flow) {
    try (var update = handle.createUpdate(INSERT)) {
      FlowRow.bind(update, flow);
      return update.execute() == 1;
    }
  }

  static boolean replace(Handle handle, Flow expected, Flow next) {
    if (!expected.linkHash().equals(next.linkHash()) || !expected.session().equals(next.session()))
      throw new IllegalArgumentException("a flow cannot become another flow");
    if (next.version() <= expected.version())
      throw new IllegalArgumentException("a flow's next version is higher");
    try (var update = handle.createUpdate(REPLACE)) {
      FlowRow.bind(update, next);
      update.bind("expected_version", expected.version());
      return update.execute() == 1;
    }
  }
}
