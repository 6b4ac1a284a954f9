package dev.carabiner.server.store;

import dev.carabiner.server.webhooks.Attempt;
import dev.carabiner.server.webhooks.Attempt.Ending;
import dev.carabiner.server.webhooks.Delivery.Status;
import dev.carabiner.server.webhooks.Webhook;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Writes down how attempts ended. The lane's row is taken first: whoever adds to the lane waits,
/// and is seen.
final class Settling {
  private static final String HOLD_LANE =
      """
      UPDATE webhook_lanes SET turn = turn + 1
      WHERE webhook_id = :id AND workspace = :workspace AND lane = :lane AND turn = :turn
      """;

  private static final String END_DELIVERY =
      """
      UPDATE webhook_deliveries SET
        status = :status, tries = tries + 1, last_status = :last_status,
        tried_at = clock_ms(), next_try_at = :next
      WHERE webhook_id = :id AND workspace = :workspace AND event_id = :event_id
      """;

  private static final String WAIT =
      """
      UPDATE webhook_lanes SET due_at = COALESCE(:next, clock_ms())
      WHERE webhook_id = :id AND workspace = :workspace AND lane = :lane
      """;

  private static final String FIND_WAITING =
      """
      SELECT 1 FROM webhook_deliveries
      WHERE webhook_id = :id AND workspace = :workspace AND lane = :lane AND status = 'waiting'
      LIMIT 1
      """;

  private static final String REMOVE_LANE =
      """
      DELETE FROM webhook_lanes
      WHERE webhook_id = :id AND workspace = :workspace AND lane = :lane
      """;

  private static final String WELL =
      """
      UPDATE webhooks SET failing_since = NULL, resume_at = NULL
      WHERE id = :id AND workspace = :workspace
        AND (failing_since IS NOT NULL OR resume_at IS NOT NULL)
      """;

  private static final String FAILING =
      """
      UPDATE webhooks SET
        failing_since = COALESCE(failing_since, clock_ms()), resume_at = :pause
      WHERE id = :id AND workspace = :workspace AND (failing_since IS NULL OR CAST(:pause AS BIGINT) IS NOT NULL)
      """;

  private static final String STOP =
      """
      UPDATE webhooks SET stopped = :stop, version = version + 1
      WHERE id = :id AND workspace = :workspace AND stopped IS NULL
      """;

  private final Handle handle;
  private final Attempt attempt;

  private Settling(Handle handle, Attempt attempt) {
    this.handle = handle;
    this.attempt = attempt;
  }

  static boolean settle(Handle handle, Attempt attempt, Ending ending) {
    return new Settling(handle, attempt).settle(ending);
  }

  static void remove(Handle handle, Webhook.Key key, String lane) {
    try (var update = handle.createUpdate(REMOVE_LANE)) {
      WebhookRow.bind(new Columns(update), key).text("lane", lane);
      update.execute();
    }
  }

  private boolean settle(Ending ending) {
    if (!holdsLane()) return false;
    switch (ending) {
      case Ending.Delivered(var status) -> {
        end(Status.DELIVERED, Optional.of(status), Optional.empty());
        goOn();
        health(WELL, Optional.empty());
      }
      case Ending.Again(var status, var at, var pause) -> {
        end(Status.WAITING, status, Optional.of(at));
        makeWait(Optional.of(at));
        health(FAILING, pause);
      }
      case Ending.GivenUp(var status, var stop) -> {
        end(Status.GIVEN_UP, status, Optional.empty());
        goOn();
        health(FAILING, Optional.empty());
        stop.ifPresent(this::stop);
      }
    }
    return true;
  }

  private boolean holdsLane() {
    try (var update = handle.createUpdate(HOLD_LANE)) {
      inLane(new Columns(update)).number("turn", attempt.turn());
      return update.execute() == 1;
    }
  }

  private void end(Status status, Optional<Integer> lastStatus, Optional<Instant> next) {
    try (var update = handle.createUpdate(END_DELIVERY)) {
      update.bind("last_status", lastStatus.orElse(null));
      WebhookRow.bind(new Columns(update), attempt.webhook().key())
          .text("event_id", attempt.event().id())
          .text("status", status.word())
          .time("next", next);
      update.execute();
    }
  }

  /// To the next delivery of the lane; without one the lane goes.
  private void goOn() {
    try (var query = handle.createQuery(FIND_WAITING)) {
      inLane(new Columns(query));
      if (query.mapTo(Integer.class).findOne().isPresent()) makeWait(Optional.empty());
      else remove(handle, attempt.webhook().key(), attempt.lane());
    }
  }

  private void makeWait(Optional<Instant> next) {
    try (var update = handle.createUpdate(WAIT)) {
      inLane(new Columns(update)).time("next", next);
      update.execute();
    }
  }

  private void health(String sql, Optional<Instant> pause) {
    try (var update = handle.createUpdate(sql)) {
      var columns = WebhookRow.bind(new Columns(update), attempt.webhook().key());
      if (sql.equals(FAILING)) columns.time("pause", pause);
      update.execute();
    }
  }

  private void stop(Webhook.Stop why) {
    try (var update = handle.createUpdate(STOP)) {
      WebhookRow.bind(new Columns(update), attempt.webhook().key()).text("stop", why.word());
      update.execute();
    }
  }

  private Columns inLane(Columns columns) {
    return WebhookRow.bind(columns, attempt.webhook().key()).text("lane", attempt.lane());
  }
}
