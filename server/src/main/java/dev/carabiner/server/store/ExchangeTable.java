package dev.carabiner.server.store;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.exchanges.Exchange;
import dev.carabiner.server.exchanges.ExchangeStore;
import dev.carabiner.server.exchanges.Outcome;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What was said between us and providers, redacted by who keeps it.
final class ExchangeTable implements ExchangeStore {
  private static final int FORGOTTEN_AT_ONCE = 500;
  private static final int GONE_AT_ONCE = 10;

  /// The row that is the newest of its session, if the next one is like it.
  private static final String FOLD =
      """
      UPDATE exchanges SET
        at = :at, times = times + :times, duration_ms = :duration, generation = :generation,
        node = :node, sent = :sent, received = :received, decision = :decision
      WHERE id = (
          SELECT id FROM exchanges WHERE session_id = :session_id AND workspace = :workspace
          ORDER BY at DESC, id DESC LIMIT 1)
        AND workspace = :workspace AND alike = :alike AND at <= :first_at
      """;

  private static final String INSERT =
      """
      INSERT INTO exchanges (id, workspace, app_key, session_id, node, kind, generation, first_at,
        at, times, duration_ms, method, url, status, outcome, decided_by, decision, sent, received,
        alike)
      SELECT :id, workspace, app_key, id, :node, :kind, :generation, :first_at,
        :at, :times, :duration, :method, :url, :status, :outcome, :decided_by, :decision, :sent,
        :received, :alike
      FROM sessions WHERE id = :session_id AND workspace = :workspace
      """;

  private static final String KEEP_THE_NEWEST =
      """
      DELETE FROM exchanges WHERE id IN (
        SELECT id FROM exchanges WHERE session_id = :session_id AND workspace = :workspace
        ORDER BY at DESC, id DESC LIMIT :limit OFFSET :most)
      """;

  private static final String OF_SESSION =
      """
      SELECT e.workspace, e.app_key, e.session_id, e.id, e.generation, e.node, e.first_at, e.at,
        e.times, e.duration_ms, e.kind, e.method, e.url, e.sent, e.status, e.received, e.outcome,
        e.decided_by, e.decision
      FROM exchanges AS e WHERE e.session_id = :session_id AND e.workspace = :workspace <older>
      ORDER BY e.at DESC, e.id DESC LIMIT :limit
      """;

  private static final String FORGET =
      """
      DELETE FROM exchanges WHERE id IN (
        SELECT id FROM exchanges WHERE at < :before ORDER BY at LIMIT :limit)
      """;

  private final Engine engine;

  ExchangeTable(Engine engine) {
    this.engine = engine;
  }

  @Override
  public void keep(List<Exchange> exchanges) {
    if (exchanges.isEmpty()) return;
    engine.write(handle -> {
      for (var exchange : exchanges)
        if (!isFolded(handle, exchange) && isInserted(handle, exchange))
          keepNewest(handle, exchange);
      return exchanges.size();
    });
  }

  private static boolean isFolded(Handle handle, Exchange exchange) {
    try (var update = handle.createUpdate(FOLD)) {
      latest(new Columns(update), exchange);
      return update.execute() == 1;
    }
  }

  private static boolean isInserted(Handle handle, Exchange exchange) {
    try (var update = handle.createUpdate(INSERT)) {
      latest(new Columns(update), exchange)
          .text("id", exchange.id())
          .text("kind", exchange.asked().kind())
          .text("method", exchange.asked().method())
          .text("url", exchange.asked().url())
          .text("outcome", exchange.verdict().outcome().word())
          .text("decided_by", exchange.verdict().word());
      update.bind("status", exchange.answered().status().orElse(null));
      return update.execute() == 1;
    }
  }

  private static Columns latest(Columns columns, Exchange exchange) {
    return session(columns, exchange)
        .text("node", exchange.subject().node())
        .number("generation", exchange.subject().generation())
        .time("first_at", exchange.span().first())
        .time("at", exchange.span().last())
        .number("times", exchange.span().times())
        .number("duration", exchange.span().took().toMillis())
        .text("decision", exchange.verdict().text())
        .text("sent", exchange.asked().sent())
        .text("received", exchange.answered().received())
        .text("alike", exchange.alike());
  }

  private static void keepNewest(Handle handle, Exchange exchange) {
    try (var update = handle.createUpdate(KEEP_THE_NEWEST)) {
      session(new Columns(update), exchange).number("limit", GONE_AT_ONCE).number("most", MOST);
      update.execute();
    }
  }

  private static Columns session(Columns columns, Exchange exchange) {
    var session = exchange.subject().session();
    return columns
        .text("session_id", session.id().value())
        .text("workspace", session.workspace().name());
  }

  @Override
  public List<Exchange> of(
      Workspace workspace, SessionId session, Optional<Cursor> after, int limit) {
    return engine.read(handle -> {
      try (var query = handle.createQuery(OF_SESSION)) {
        query.define("older", after.isPresent() ? "AND (e.at, e.id) < (:after_at, :after_id)" : "");
        var columns =
            new Columns(query)
                .text("session_id", session.value())
                .text("workspace", workspace.name())
                .number("limit", limit);
        after.ifPresent(
            cursor -> columns.time("after_at", cursor.at()).text("after_id", cursor.id()));
        return query.map((result, _) -> exchange(new Row(result))).list();
      }
    });
  }

  private static Exchange exchange(Row row) throws SQLException {
    var session = SessionRow.key(row);
    var id = row.text();
    var subject = new Exchange.Subject(session, row.number(), row.text());
    var span =
        new Exchange.Span(row.time(), row.time(), row.number(), Duration.ofMillis(row.number()));
    var asked = new Exchange.Asked(row.text(), row.text(), row.text(), row.text());
    var answered = new Exchange.Answered(row.maybeText().map(Integer::valueOf), row.text());
    var verdict = new Exchange.Verdict(Outcome.of(row.text()), row.maybeText(), row.maybeText());
    return new Exchange(id, subject, span, asked, answered, verdict);
  }

  @Override
  public void forgetBefore(Instant time) {
    int gone;
    do gone = engine.write(handle -> forget(handle, time));
    while (gone == FORGOTTEN_AT_ONCE);
  }

  private static int forget(Handle handle, Instant time) {
    try (var update = handle.createUpdate(FORGET)) {
      new Columns(update).time("before", time).number("limit", FORGOTTEN_AT_ONCE);
      return update.execute();
    }
  }
}
