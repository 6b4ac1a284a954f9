package dev.carabiner.server.store;

import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import dev.carabiner.server.webhooks.Delivery;
import dev.carabiner.server.webhooks.Webhook;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// How the messages to webhooks stand, for those who ask.
final class DeliveryTable {
  private static final String LIST =
      """
      SELECT d.event_id, e.type, d.status, d.tries, d.last_status,
        d.created_at, d.tried_at, d.next_try_at
      FROM webhook_deliveries d JOIN events e ON e.id = d.event_id
      WHERE d.webhook_id = :id AND d.workspace = :workspace
        AND (d.created_at, d.event_id) < (:after_time, :after_message)
      ORDER BY d.created_at DESC, d.event_id DESC LIMIT :limit
      """;

  private DeliveryTable() {}

  static List<Delivery> list(
      Engine engine, Webhook.Key key, Optional<Delivery.Cursor> after, int limit) {
    return engine.read(handle -> {
      var query = handle.createQuery(LIST);
      WebhookRow.bind(new Columns(query), key)
          .number(
              "after_time", after.map(last -> last.created().toEpochMilli()).orElse(Long.MAX_VALUE))
          .text("after_message", after.map(Delivery.Cursor::message).orElse(""))
          .number("limit", limit);
      return query.map((result, context) -> read(new Row(result))).list();
    });
  }

  private static Delivery read(Row row) throws SQLException {
    return new Delivery(
        row.text(),
        row.text(),
        Delivery.Status.of(row.text()),
        row.count(),
        row.maybeText().map(Integer::valueOf),
        new Delivery.Times(row.time(), row.maybeTime(), row.maybeTime()));
  }
}
