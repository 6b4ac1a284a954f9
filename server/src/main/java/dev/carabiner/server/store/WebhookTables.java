package dev.carabiner.server.store;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.Event;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import dev.carabiner.server.webhooks.Attempt;
import dev.carabiner.server.webhooks.Delivery;
import dev.carabiner.server.webhooks.Webhook;
import dev.carabiner.server.webhooks.WebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The webhooks and what hangs on them.
final class WebhookTables implements WebhookStore {
  private static final String INSERT =
      """
      INSERT INTO webhooks (
        id, workspace, version, url, events, stopped, secret, secret_number,
        old_secret, old_secret_until, created_at, failing_since)
      SELECT
        :id, :workspace, :version, :url, :events, :stopped, :secret, :secret_number,
        :old_secret, :old_secret_until, :created_at, :failing_since
      WHERE (SELECT COUNT(*) FROM webhooks WHERE workspace = :workspace) < :most
      """;

  private static final String FIND =
      """
      SELECT %s FROM webhooks WHERE id = ? AND workspace = ?
      """
          .formatted(WebhookRow.COLUMNS);

  private static final String LIST =
      """
      SELECT %s FROM webhooks WHERE workspace = :workspace ORDER BY created_at, id
      """
          .formatted(WebhookRow.COLUMNS);

  private static final String REPLACE =
      """
      UPDATE webhooks SET
        version = :version, url = :url, events = :events, stopped = :stopped,
        secret = :secret, secret_number = :secret_number,
        old_secret = :old_secret, old_secret_until = :old_secret_until,
        failing_since = CASE WHEN stopped IS NOT NULL AND :on = 1 THEN NULL ELSE failing_since END,
        resume_at = CASE WHEN stopped IS NOT NULL AND :on = 1 THEN NULL ELSE resume_at END
      WHERE id = :id AND workspace = :workspace AND version = :version - 1
      """;

  private static final String DELETE =
      """
      DELETE FROM webhooks WHERE id = :id AND workspace = :workspace
      """;

  private static final String EMPTY_LANES =
      """
      DELETE FROM webhook_lanes WHERE webhook_id = :id AND workspace = :workspace
      """;

  private static final String NOW =
      """
      SELECT clock_ms()
      """;

  private final Engine engine;
  private final LaneTable lanes;

  WebhookTables(Engine engine) {
    this.engine = engine;
    this.lanes = new LaneTable(engine);
  }

  @Override
  public boolean insert(Webhook webhook, int most) {
    return engine.write(handle -> {
      engine.takeTurns(handle, "webhooks " + webhook.key().workspace().name());
      try (var update = handle.createUpdate(INSERT)) {
        WebhookRow.bind(new Columns(update), webhook).number("most", most);
        return update.execute() == 1;
      }
    });
  }

  @Override
  public Optional<Webhook> find(Webhook.Key key) {
    return engine.findRow(FIND, WebhookRow::read, key.id(), key.workspace().name());
  }

  @Override
  public List<Webhook> list(Workspace workspace) {
    return engine.read(handle ->
        handle
            .createQuery(LIST)
            .bind("workspace", workspace.name())
            .map((result, context) -> WebhookRow.read(new Row(result)))
            .list());
  }

  @Override
  public boolean replace(Webhook next) {
    return engine.write(handle -> {
      try (var update = handle.createUpdate(REPLACE)) {
        WebhookRow.bind(new Columns(update), next).flag("on", next.stopped().isEmpty());
        return update.execute() == 1;
      }
    });
  }

  @Override
  public boolean delete(Webhook.Key key) {
    return engine.write(handle -> {
      try (var webhook = handle.createUpdate(DELETE);
          var waiting = handle.createUpdate(EMPTY_LANES)) {
        WebhookRow.bind(new Columns(webhook), key);
        WebhookRow.bind(new Columns(waiting), key);
        var deleted = webhook.execute() == 1;
        waiting.execute();
        return deleted;
      }
    });
  }

  @Override
  public void queue(Webhook.Key key, Event event) {
    engine.write(handle -> {
      var inserted = EventTable.insertAlone(handle, event);
      FanOut.toOne(handle, event, key.id());
      return inserted;
    });
  }

  @Override
  public boolean again(Webhook.Key key, String message) {
    return Resending.again(engine, key, message);
  }

  @Override
  public List<String> givenUp(Webhook.Key key, Instant since, int limit) {
    return Resending.givenUp(engine, key, since, limit);
  }

  @Override
  public List<Delivery> deliveries(Webhook.Key key, Optional<Delivery.Cursor> after, int limit) {
    return DeliveryTable.list(engine, key, after, limit);
  }

  @Override
  public List<Due> due(int most) {
    return lanes.due(most);
  }

  @Override
  public Optional<Attempt> take(Webhook.Key key, Duration lease) {
    return lanes.take(key, lease);
  }

  @Override
  public boolean settle(Attempt attempt, Attempt.Ending ending) {
    return engine.write(handle -> Settling.settle(handle, attempt, ending));
  }

  @Override
  public Instant now() {
    return engine.findRow(NOW, Row::time).orElseThrow();
  }
}
