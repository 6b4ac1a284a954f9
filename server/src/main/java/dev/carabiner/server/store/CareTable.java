package dev.carabiner.server.store;

import dev.carabiner.server.sessions.CareStore;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// Who reads, and who is to be looked after when: further columns of the sessions.
final class CareTable implements CareStore {
  private static final Duration WRITTEN_AGAIN = Duration.ofHours(1);

  /// Everybody takes rows in the same order, so that no two wait for each other.
  private static final Comparator<Read> BY_ID =
      Comparator.comparing(read -> read.session().id().value());

  private static final String NOTE =
      """
      UPDATE sessions SET last_read = :at,
        care_at = CASE
          WHEN :looks = 1 AND (care_at IS NULL OR care_at > :look) AND generation = :generation
          THEN :look ELSE care_at END
      WHERE id = :id AND workspace = :workspace AND app_key = :app_key AND state = 'connected'
        AND (last_read IS NULL OR last_read < token_start OR last_read < :an_hour_ago
          OR (:looks = 1 AND (care_at IS NULL OR care_at > :look) AND generation = :generation))
      """;

  /// The rows are chosen once, in a step of their own, so that they are never more than the limit.
  private static final String TAKE =
      """
      WITH chosen AS MATERIALIZED (
        SELECT id FROM sessions WHERE care_at <= (SELECT clock_ms())
        ORDER BY care_at, id LIMIT :limit <taking_rows>)
      UPDATE sessions SET care_at = clock_ms() + :lease
      WHERE id IN (SELECT id FROM chosen)
      RETURNING %s, clock_ms(), care_at, forecast_for
      """
          .formatted(SessionRow.COLUMNS);

  private static final String LOOK_AGAIN =
      """
      UPDATE sessions SET care_at = :next
      WHERE id = :id AND workspace = :workspace AND app_key = :app_key
        AND generation = :generation AND care_at = :until
        AND COALESCE(last_read, 0) = :last_read
      """;

  private static final String FORESEE =
      """
      UPDATE sessions SET forecast_for = :end
      WHERE id = :id AND workspace = :workspace AND app_key = :app_key
        AND generation = :generation AND state = 'connected'
        AND COALESCE(forecast_for, 0) = :foreseen
      """;

  private static final String TAKE_CHECK =
      """
      UPDATE sessions SET reported = :generation
      WHERE id = :id AND workspace = :workspace AND app_key = :app_key
        AND generation = :generation AND state = 'connected'
        AND (reported IS NULL OR reported < :generation)
      """;

  private final Engine engine;

  CareTable(Engine engine) {
    this.engine = engine;
  }

  @Override
  public void noteReads(List<Read> reads) {
    if (reads.isEmpty()) return;
    engine.write(handle -> {
      var batch = handle.prepareBatch(NOTE);
      for (var read : reads.stream().sorted(BY_ID).toList()) {
        bind(batch, read.session(), read.generation())
            .time("at", read.at())
            .time("an_hour_ago", read.at().minus(WRITTEN_AGAIN))
            .flag("looks", read.look().isPresent())
            .time("look", read.look().orElse(Instant.EPOCH));
        batch.add();
      }
      return batch.execute();
    });
  }

  @Override
  public List<Look> takeLooks(Duration lease, int limit) {
    return engine.write(handle ->
        handle
            .createQuery(TAKE)
            .define("taking_rows", engine.takingRows())
            .bind("lease", lease.toMillis())
            .bind("limit", limit)
            .map((result, context) -> look(new Row(result)))
            .list());
  }

  private static Look look(Row row) throws SQLException {
    return new Look(SessionRow.read(row), row.time(), row.time(), row.maybeTime());
  }

  @Override
  public void lookAgain(Look look, Optional<Instant> at) {
    engine.write(handle -> {
      try (var update = handle.createUpdate(LOOK_AGAIN)) {
        bind(update, look.session())
            .time("next", at)
            .time("until", look.until())
            .time("last_read", look.session().times().lastRead().orElse(Instant.EPOCH));
        return update.execute();
      }
    });
  }

  @Override
  public boolean foresee(Look look, Instant end, Change.Step.RecordEvent event) {
    return engine.writeIf(
        handle -> isForeseen(handle, look, end) && EventTable.insert(handle, event.event()),
        kept -> kept);
  }

  private static boolean isForeseen(Handle handle, Look look, Instant end) {
    try (var update = handle.createUpdate(FORESEE)) {
      bind(update, look.session())
          .time("end", end)
          .time("foreseen", look.foreseen().orElse(Instant.EPOCH));
      return update.execute() == 1;
    }
  }

  @Override
  public boolean takeCheck(Session session) {
    return engine.write(handle -> {
      try (var update = handle.createUpdate(TAKE_CHECK)) {
        bind(update, session);
        return update.execute() == 1;
      }
    });
  }

  private static Columns bind(SqlStatement<?> statement, Session session) {
    return bind(statement, session.key(), session.renewal().generation());
  }

  private static Columns bind(SqlStatement<?> statement, Session.Key session, long generation) {
    return SessionRow.bind(new Columns(statement), session).number("generation", generation);
  }
}
