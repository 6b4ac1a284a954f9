package dev.carabiner.server.store;

import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import dev.carabiner.server.webhooks.Attempt;
import dev.carabiner.server.webhooks.Webhook;
import dev.carabiner.server.webhooks.WebhookStore.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What waits for webhooks, lane by lane.
final class LaneTable {
  /// Steps from webhook to webhook in the index, past however many lanes each has.
  private static final String FIND_DUE =
      """
      WITH RECURSIVE busy (id) AS (
        SELECT MIN(webhook_id) FROM webhook_lanes
        UNION ALL
        SELECT (SELECT MIN(l.webhook_id) FROM webhook_lanes l WHERE l.webhook_id > busy.id)
        FROM busy WHERE busy.id IS NOT NULL)
      SELECT workspace, id, ready, failing FROM (
        SELECT w.workspace, w.id,
          (SELECT COUNT(*) FROM (
            SELECT 1 FROM webhook_lanes l
            WHERE l.webhook_id = busy.id AND l.due_at <= (SELECT clock_ms())
            LIMIT :most) counted) AS ready,
          CASE WHEN w.failing_since IS NULL THEN 0 ELSE 1 END AS failing
        FROM busy JOIN webhooks w ON w.id = busy.id
        WHERE w.stopped IS NULL AND (w.resume_at IS NULL OR w.resume_at <= (SELECT clock_ms()))
      ) open WHERE ready > 0
      """;

  /// Steps as [#FIND_DUE] does. A webhook that goes at the moment in which an event is recorded for
  /// it does not see the lane that is laid then.
  private static final String FORGET_OWNERLESS =
      """
      DELETE FROM webhook_lanes WHERE webhook_id IN (
        WITH RECURSIVE busy (id) AS (
          SELECT MIN(webhook_id) FROM webhook_lanes
          UNION ALL
          SELECT (SELECT MIN(l.webhook_id) FROM webhook_lanes l WHERE l.webhook_id > busy.id)
          FROM busy WHERE busy.id IS NOT NULL)
        SELECT id FROM busy WHERE id IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM webhooks w WHERE w.id = busy.id))
      """;

  private static final String FIND_OPEN =
      """
      SELECT %s, clock_ms() FROM webhooks
      WHERE id = :id AND workspace = :workspace AND stopped IS NULL
        AND (resume_at IS NULL OR resume_at <= (SELECT clock_ms()))
      """
          .formatted(WebhookRow.COLUMNS);

  /// The lane is chosen once, in a step of its own, so that it is never more than one.
  private static final String TAKE =
      """
      WITH chosen AS MATERIALIZED (
        SELECT lane FROM webhook_lanes
        WHERE webhook_id = :id AND due_at <= (SELECT clock_ms())
        ORDER BY due_at LIMIT 1 <taking_rows>)
      UPDATE webhook_lanes SET due_at = clock_ms() + :lease, turn = turn + 1
      WHERE webhook_id = :id AND workspace = :workspace AND lane IN (SELECT lane FROM chosen)
      RETURNING lane, turn
      """;

  private static final String FIND_FIRST =
      """
      SELECT %s, d.tries FROM webhook_deliveries d JOIN events e ON e.id = d.event_id
      WHERE d.webhook_id = :id AND d.workspace = :workspace AND d.lane = :lane
        AND d.status = 'waiting'
      ORDER BY d.number LIMIT 1
      """
          .formatted(EventTable.COLUMNS);

  /// The next round goes on: a transaction must not keep others waiting.
  private static final int MOST_EMPTY_LANES = 50;

  private final Engine engine;

  LaneTable(Engine engine) {
    this.engine = engine;
  }

  private record Open(Webhook webhook, Instant now) {}

  private record Taken(String lane, long turn) {}

  List<Due> due(int most) {
    return engine.read(handle ->
        handle
            .createQuery(FIND_DUE)
            .bind("most", most)
            .map((result, context) -> {
              var row = new Row(result);
              return new Due(WebhookRow.key(row), row.count(), row.flag());
            })
            .list());
  }

  Optional<Attempt> take(Webhook.Key key, Duration lease) {
    return engine.write(handle -> {
      for (var lanes = 0; lanes < MOST_EMPTY_LANES; lanes++) {
        var open = open(handle, key);
        if (open.isEmpty()) return Optional.empty();
        var taken = take(handle, key, lease);
        if (taken.isEmpty()) return Optional.empty();
        var first = first(handle, open.get(), taken.get());
        if (first.isPresent()) return first;
        // What it held was forgotten while the webhook was off.
        Settling.remove(handle, key, taken.get().lane());
      }
      return Optional.empty();
    });
  }

  /// Removes what waits for webhooks that are gone.
  static int forgetOwnerless(Handle handle) {
    try (var update = handle.createUpdate(FORGET_OWNERLESS)) {
      return update.execute();
    }
  }

  private static Optional<Open> open(Handle handle, Webhook.Key key) {
    try (var query = handle.createQuery(FIND_OPEN)) {
      WebhookRow.bind(new Columns(query), key);
      return query
          .map((result, context) -> {
            var row = new Row(result);
            return new Open(WebhookRow.read(row), row.time());
          })
          .findOne();
    }
  }

  private Optional<Taken> take(Handle handle, Webhook.Key key, Duration lease) {
    try (var query = handle.createQuery(TAKE)) {
      query.define("taking_rows", engine.takingRows());
      WebhookRow.bind(new Columns(query), key).number("lease", lease.toMillis());
      return query
          .map((result, context) -> new Taken(result.getString(1), result.getLong(2)))
          .findOne();
    }
  }

  private static Optional<Attempt> first(Handle handle, Open open, Taken taken) {
    try (var query = handle.createQuery(FIND_FIRST)) {
      WebhookRow.bind(new Columns(query), open.webhook().key()).text("lane", taken.lane());
      return query
          .map((result, context) -> {
            var row = new Row(result);
            var event = EventTable.read(row);
            return new Attempt(
                open.webhook(), taken.lane(), taken.turn(), event, row.count(), open.now());
          })
          .findOne();
    }
  }
}
