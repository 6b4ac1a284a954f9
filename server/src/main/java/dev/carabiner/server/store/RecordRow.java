package dev.carabiner.server.store;

import dev.carabiner.server.doctor.StoredFlow;
import dev.carabiner.server.doctor.StoredRevocation;
import dev.carabiner.server.doctor.StoredSession;
import dev.carabiner.server.doctor.StoredWebhook;
import dev.carabiner.server.sessions.ProviderGrant;
import dev.carabiner.server.sessions.TokenSet;
import dev.carabiner.server.store.engine.Row;
import dev.carabiner.server.store.engine.RowReader;
import dev.carabiner.vault.Sealed;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Rows as they are, and whether the program can read them.
final class RecordRow {
  private static final int OF_A_SESSION = 20;
  private static final int OF_A_FLOW = 10;

  /// Ours, then those of [SessionRow], so that one row tells both.
  static final String SESSION_COLUMNS =
      """
      workspace, app_key, id, state, reason, generation, fence, tries,
      token_start, token_end, due_at, claim_until, next_try, denied_since, in_doubt_since,
      claim_node, access_token, refresh_token, kept, orphan,
      %s,
      CASE WHEN EXISTS (
        SELECT 1 FROM sessions AS newer WHERE newer.id = sessions.superseded_by AND (
          newer.workspace <> sessions.workspace OR newer.app_key <> sessions.app_key
          OR COALESCE(newer.org_code, '') <> COALESCE(sessions.org_code, '')
          OR (sessions.org_code IS NULL
            AND COALESCE(newer.user_id, '') <> COALESCE(sessions.user_id, ''))))
      THEN 1 ELSE 0 END\
      """
          .formatted(SessionRow.COLUMNS);

  private static final int COLUMNS_OF_SESSIONS = SessionRow.COLUMNS.split(",").length;

  /// As those of a session.
  static final String FLOW_COLUMNS =
      """
      workspace, app_key, session_id, link_hash, step, step_until, confirm_until, verifier, nonce,
      (SELECT state FROM sessions WHERE sessions.id = flows.session_id),
      %s,
      slot\
      """
          .formatted(FlowRow.COLUMNS);

  private static final int COLUMNS_OF_FLOWS = FlowRow.COLUMNS.split(",").length;

  private RecordRow() {}

  static StoredSession session(Row row) throws SQLException {
    var place = place(row);
    var standing =
        new StoredSession.Standing(
            row.text(), row.maybeText(), row.number(), row.number(), row.count());
    var times =
        new StoredSession.Times(
            row.maybeTime(),
            row.maybeTime(),
            row.maybeTime(),
            row.maybeTime(),
            row.maybeTime(),
            row.maybeTime(),
            row.maybeTime());
    var node = row.maybeText();
    var seals = seals(row, "access_token", "refresh_token", "kept", "orphan");
    var strange = row.again(OF_A_SESSION + COLUMNS_OF_SESSIONS).flag();
    var readable = isReadable(row.again(OF_A_SESSION), SessionRow::read);
    return new StoredSession(place, readable, standing, times, node, seals, strange);
  }

  static StoredFlow flow(Row row) throws SQLException {
    var place = place(row);
    var linkHash = row.text();
    var step = new StoredFlow.Step(row.text(), row.maybeTime());
    var confirmUntil = row.maybeTime();
    var seals = new HashMap<>(seals(row, "verifier", "nonce"));
    var state = row.maybeText();
    var slot = row.again(OF_A_FLOW + COLUMNS_OF_FLOWS).maybeText();
    var readable = isReadable(row.again(OF_A_FLOW), FlowRow::read);
    if (readable) slot.map(SlotText::read).ifPresent(grant -> put(grant, seals));
    return new StoredFlow(
        linkHash, place, state, step, slot.flatMap(_ -> confirmUntil), readable, seals);
  }

  static StoredRevocation revocation(Row row) throws SQLException {
    var place = place(row);
    return new StoredRevocation(
        row.text(),
        place,
        row.time(),
        row.text(),
        row.count(),
        row.maybeTime(),
        seals(row, "access_token", "refresh_token"));
  }

  static StoredWebhook webhook(Row row) throws SQLException {
    return new StoredWebhook(
        row.text(),
        row.text(),
        new StoredWebhook.Secrets(row.sealed(), row.number(), row.maybeSealed()),
        row.maybeText(),
        row.maybeTime(),
        new StoredWebhook.Waiting(row.number(), row.maybeTime()));
  }

  private static StoredSession.Place place(Row row) throws SQLException {
    return new StoredSession.Place(row.text(), row.text(), row.text());
  }

  private static Map<String, Sealed> seals(Row row, String... fields) throws SQLException {
    var seals = new HashMap<String, Sealed>();
    for (var field : fields) row.maybeSealed().ifPresent(sealed -> seals.put(field, sealed));
    return seals;
  }

  private static void put(ProviderGrant grant, Map<String, Sealed> seals) {
    grant.tokens().map(TokenSet::accessToken).ifPresent(token -> seals.put("access_token", token));
    grant
        .tokens()
        .flatMap(TokenSet::refreshToken)
        .ifPresent(token -> seals.put("refresh_token", token));
    grant.kept().ifPresent(values -> seals.put("kept", values));
  }

  /// Whatever is wrong with the row: the program could not read it either.
  static boolean isReadable(Row row, RowReader<?> reader) throws SQLException {
    return tried(row, reader).isPresent();
  }

  /// What the program reads there; empty when it cannot.
  static <T> Optional<T> tried(Row row, RowReader<T> reader) throws SQLException {
    try {
      return Optional.of(reader.read(row));
    } catch (RuntimeException damaged) {
      return Optional.empty();
    }
  }
}
