package dev.carabiner.server.store;

import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.webhooks.Webhook;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Has messages that have ended wait once more, behind whatever waits in their lane.
final class Resending {
  private static final String FIND_LANE =
      """
      SELECT lane FROM webhook_deliveries
      WHERE webhook_id = :id AND workspace = :workspace AND event_id = :event_id
        AND status <> 'waiting'
      """;

  private static final String AGAIN =
      """
      UPDATE webhook_deliveries SET
        status = 'waiting', tries = 0, number = :number, next_try_at = NULL
      WHERE webhook_id = :id AND workspace = :workspace AND event_id = :event_id
        AND status <> 'waiting'
      """;

  private static final String GIVEN_UP =
      """
      SELECT event_id FROM webhook_deliveries
      WHERE webhook_id = :id AND workspace = :workspace
        AND created_at >= :since AND status = 'given_up'
      ORDER BY created_at, event_id LIMIT :limit
      """;

  private Resending() {}

  /// Has it wait once more; false if there is no such message, or it waits already.
  static boolean again(Engine engine, Webhook.Key key, String message) {
    return engine.writeIf(handle -> again(handle, key, message), done -> done);
  }

  private static boolean again(Handle handle, Webhook.Key key, String message) {
    try (var query = handle.createQuery(FIND_LANE);
        var update = handle.createUpdate(AGAIN)) {
      WebhookRow.bind(new Columns(query), key).text("event_id", message);
      var lane = query.mapTo(String.class).findOne();
      if (lane.isEmpty()) return false;
      var number = FanOut.lengthen(handle, key.id(), lane.get(), key.workspace());
      WebhookRow.bind(new Columns(update), key).text("event_id", message).number("number", number);
      return update.execute() == 1;
    }
  }

  static List<String> givenUp(Engine engine, Webhook.Key key, Instant since, int limit) {
    return engine.read(handle -> {
      var query = handle.createQuery(GIVEN_UP);
      WebhookRow.bind(new Columns(query), key)
          .number("since", since.toEpochMilli())
          .number("limit", limit);
      return query.mapTo(String.class).list();
    });
  }
}
