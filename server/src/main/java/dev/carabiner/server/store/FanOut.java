package dev.carabiner.server.store;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Event;
import dev.carabiner.server.webhooks.Subscription;
import java.net.URI;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Lays events into the lanes of webhooks, in the transaction that records them.
final class FanOut {
  /// In the order of their ids, so that transactions lock lanes in one order.
  private static final String FIND_LISTENING =
      """
      SELECT id, url, events FROM webhooks
      WHERE workspace = :workspace AND stopped IS NULL ORDER BY id
      """;

  /// Whoever adds to a lane has its row: what it holds is in the order of commits.
  private static final String LENGTHEN_LANE =
      """
      INSERT INTO webhook_lanes (webhook_id, lane, workspace, number, turn, due_at)
      VALUES (:webhook_id, :lane, :workspace, 1, 0, clock_ms())
      ON CONFLICT (webhook_id, lane) DO UPDATE SET number = webhook_lanes.number + 1
      RETURNING number
      """;

  private static final String INSERT =
      """
      INSERT INTO webhook_deliveries (
        webhook_id, event_id, workspace, lane, number, status, tries, created_at)
      VALUES (:webhook_id, :event_id, :workspace, :lane, :number, 'waiting', 0, clock_ms())
      """;

  private FanOut() {}

  private record Listening(String webhook, Subscription subscription) {}

  /// For every webhook of the workspace that is on and wants the event.
  static void toAll(Handle handle, Event event) {
    for (var each : listening(handle, event))
      if (each.subscription().wants(event.type())) toOne(handle, event, each.webhook());
  }

  /// For that webhook alone.
  static void toOne(Handle handle, Event event, String webhook) {
    var subject = event.subject();
    var number = lengthen(handle, webhook, subject.order(), subject.workspace());
    try (var update = handle.createUpdate(INSERT)) {
      new Columns(update)
          .text("webhook_id", webhook)
          .text("lane", subject.order())
          .text("workspace", subject.workspace().name())
          .text("event_id", event.id())
          .number("number", number);
      update.execute();
    }
  }

  /// Makes room for one more message in a lane.
  ///
  /// @return the message's number
  static long lengthen(Handle handle, String webhook, String lane, Workspace workspace) {
    try (var query = handle.createQuery(LENGTHEN_LANE)) {
      new Columns(query)
          .text("webhook_id", webhook)
          .text("lane", lane)
          .text("workspace", workspace.name());
      return query.mapTo(Long.class).one();
    }
  }

  private static List<Listening> listening(Handle handle, Event event) {
    try (var query = handle.createQuery(FIND_LISTENING)) {
      return query
          .bind("workspace", event.subject().workspace().name())
          .map((result, context) ->
              new Listening(
                  result.getString(1),
                  new Subscription(
                      URI.create(result.getString(2)), JsonText.list(result.getString(3)))))
          .list();
    }
  }
}
