package dev.carabiner.server.store;

import dev.carabiner.server.operators.ConsoleSession;
import dev.carabiner.server.operators.ConsoleSessionStore;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The console's sessions.
final class ConsoleSessionTable implements ConsoleSessionStore {
  private static final String COLUMNS =
      """
      SELECT hash, operator_id, complete, created_at, seen_at, proven_at, address, client
      FROM console_sessions
      """;

  private static final String ADD =
      """
      INSERT INTO console_sessions
        (hash, operator_id, complete, created_at, seen_at, proven_at, address, client)
      VALUES
        (:hash, :operator_id, :complete, :created_at, :seen_at, :proven_at, :address, :client)
      """;

  private static final String USE_STATE =
      """
      INSERT INTO console_used_states (hash, until) VALUES (:hash, :until)
      ON CONFLICT (hash) DO NOTHING
      """;

  private final Engine engine;

  ConsoleSessionTable(Engine engine) {
    this.engine = engine;
  }

  @Override
  public void add(ConsoleSession session) {
    engine.write(handle -> {
      try (var update = handle.createUpdate(ADD)) {
        new Columns(update)
            .text("hash", session.hash())
            .text("operator_id", session.operator())
            .flag("complete", session.whole())
            .time("created_at", session.createdAt())
            .time("seen_at", session.seenAt())
            .time("proven_at", session.provenAt())
            .text("address", session.address())
            .text("client", session.client());
        return update.execute();
      }
    });
  }

  @Override
  public Optional<ConsoleSession> find(String hash) {
    return engine.findRow(COLUMNS + "WHERE hash = ?", ConsoleSessionTable::session, hash);
  }

  @Override
  public List<ConsoleSession> of(String operator) {
    return engine.read(handle ->
        handle
            .createQuery(COLUMNS + "WHERE operator_id = :id ORDER BY created_at DESC, hash")
            .bind("id", operator)
            .map((result, _) -> session(new Row(result)))
            .list());
  }

  @Override
  public void seen(String hash, Instant now) {
    engine.write(handle ->
        handle.execute(
            "UPDATE console_sessions SET seen_at = ? WHERE hash = ?", now.toEpochMilli(), hash));
  }

  @Override
  public void end(String hash) {
    engine.write(handle -> handle.execute("DELETE FROM console_sessions WHERE hash = ?", hash));
  }

  @Override
  public void endAll(String operator, Optional<String> but) {
    engine.write(handle ->
        handle.execute(
            "DELETE FROM console_sessions WHERE operator_id = ? AND hash <> ?",
            operator,
            but.orElse("")));
  }

  @Override
  public void forget(Instant before) {
    engine.write(handle ->
        handle.execute("DELETE FROM console_sessions WHERE seen_at < ?", before.toEpochMilli()));
  }

  @Override
  public boolean useState(String hash, Instant until) {
    return engine.writeIf(
        handle -> {
          try (var update = handle.createUpdate(USE_STATE)) {
            new Columns(update).text("hash", hash).time("until", until);
            return update.execute() == 1;
          }
        },
        used -> used);
  }

  @Override
  public void forgetStates(Instant now) {
    engine.write(handle ->
        handle.execute("DELETE FROM console_used_states WHERE until <= ?", now.toEpochMilli()));
  }

  private static ConsoleSession session(Row row) throws SQLException {
    return new ConsoleSession(
        row.text(),
        row.text(),
        row.flag(),
        row.time(),
        row.time(),
        row.time(),
        row.text(),
        row.text());
  }
}
