package dev.carabiner.server.store;

import dev.carabiner.server.sessions.Event;
import org.jdbi.v3.core.Handle;

/// The outbox: what happened, until it is forgotten.
final class EventTable {
  private static final String INSERT =
      """
      INSERT INTO events (id, workspace, app_key, session_id, type, fence, at, details)
      VALUES (:id, :workspace, :app_key, :session_id, :type, :fence, :at, :details)
      """;

  private static final String FORGET =
      """
      DELETE FROM events WHERE id IN (SELECT id FROM events WHERE at < :before LIMIT :limit)
      """;

  private EventTable() {}

  static boolean insert(Handle handle, Event event) {
    try (var update = handle.createUpdate(INSERT)) {
      new Columns(update)
          .text("id", event.id())
          .text("workspace", event.workspace().name())
          .text("app_key", event.app().value())
          .text("session_id", event.session().id().value())
          .text("type", event.type())
          .number("fence", event.fence())
          .time("at", event.at())
          .text("details", JsonText.of(event.details()));
      return update.execute() == 1;
    }
  }

  /// Removes at most `limit` events from before that time.
  ///
  /// @return how many went
  static int forget(Handle handle, long beforeMillis, int limit) {
    try (var update = handle.createUpdate(FORGET)) {
      return update.bind("before", beforeMillis).bind("limit", limit).execute();
    }
  }
}
