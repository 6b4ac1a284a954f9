package dev.carabiner.server.store;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Event;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.store.engine.Row;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/// The outbox: what happened, until it is forgotten.
final class EventTable {
  /// In the order in which [#read] takes them.
  static final String COLUMNS =
      "e.workspace, e.app_key, e.session_id, e.id, e.type, e.fence, e.at, e.details";

  private static final String INSERT =
      """
      INSERT INTO events (id, workspace, app_key, session_id, type, fence, at, details)
      VALUES (:id, :workspace, :app_key, :session_id, :type, :fence, :at, :details)
      """;

  /// Not while a webhook that is on has yet to be told.
  private static final String FORGET =
      """
      DELETE FROM events WHERE id IN (
        SELECT e.id FROM events e WHERE e.at < :before AND NOT EXISTS (
          SELECT 1 FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id
          WHERE d.event_id = e.id AND d.status = 'waiting' AND w.stopped IS NULL)
        LIMIT :limit)
      """;

  private EventTable() {}

  /// Records the event and lays it into the lanes of the webhooks that want it.
  static boolean insert(Handle handle, Event event) {
    var inserted = insertAlone(handle, event);
    FanOut.toAll(handle, event);
    return inserted;
  }

  /// Records the event and tells nobody.
  static boolean insertAlone(Handle handle, Event event) {
    try (var update = handle.createUpdate(INSERT)) {
      new Columns(update)
          .text("id", event.id())
          .text("workspace", event.subject().workspace().name())
          .text("app_key", event.subject().app().map(AppKey::value))
          .text("session_id", event.subject().session().map(SessionId::value))
          .text("type", event.type())
          .number("fence", event.fence())
          .time("at", event.at())
          .text("details", JsonText.of(event.details()));
      return update.execute() == 1;
    }
  }

  static Event read(Row row) throws SQLException {
    var subject =
        new Event.Subject(
            new Workspace(row.text()),
            row.maybeText().map(AppKey::new),
            row.maybeText().map(SessionId::new));
    return new Event(
        row.text(), row.text(), subject, row.number(), row.time(), JsonText.map(row.text()));
  }

  /// Removes at most `limit` events from before that time, with their deliveries.
  ///
  /// @return how many went
  static int forget(Handle handle, long beforeMillis, int limit) {
    try (var update = handle.createUpdate(FORGET)) {
      return update.bind("before", beforeMillis).bind("limit", limit).execute();
    }
  }
}
