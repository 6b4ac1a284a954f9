package dev.carabiner.server.store;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.statistics.AppFigure;
import dev.carabiner.server.statistics.CallFigure;
import dev.carabiner.server.statistics.Deed;
import dev.carabiner.server.statistics.FigureStore;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// How much was done, in slots.
final class FigureTables implements FigureStore {
  private static final int FORGOTTEN_AT_ONCE = 500;

  private static final String NOTE_SLOT =
      """
      INSERT INTO counted_slots (slot, node) VALUES (:slot, :node)
      ON CONFLICT (slot, node) DO NOTHING
      """;

  private static final String ADD =
      """
      INSERT INTO app_figures (workspace, app_key, slot, deed, detail, node, amount)
      VALUES (:workspace, :app_key, :slot, :deed, :detail, :node, :amount)
      ON CONFLICT (workspace, app_key, slot, deed, detail, node)
      DO UPDATE SET amount = app_figures.amount + excluded.amount
      """;

  private static final String BY_SLOT =
      """
      SELECT slot, :app_key, deed, detail, SUM(amount) FROM app_figures
      WHERE workspace = :workspace AND slot >= :from AND slot < :to <of_app>
      GROUP BY slot, deed, detail ORDER BY slot, deed, detail
      """;

  private static final String BY_APP =
      """
      SELECT CAST(:from AS BIGINT), app_key, deed, detail, SUM(amount) FROM app_figures
      WHERE workspace = :workspace AND slot >= :from AND slot < :to
      GROUP BY app_key, deed, detail ORDER BY app_key, deed, detail
      """;

  private static final String BY_SLOT_AND_APP =
      """
      SELECT slot, app_key, deed, detail, SUM(amount) FROM app_figures
      WHERE workspace = :workspace AND slot >= :from AND slot < :to
      GROUP BY slot, app_key, deed, detail ORDER BY slot, app_key, deed, detail
      """;

  private static final String COUNTED =
      """
      SELECT DISTINCT slot FROM counted_slots WHERE slot >= :from AND slot < :to ORDER BY slot
      """;

  private static final String FORGET_APPS =
      """
      DELETE FROM app_figures WHERE (workspace, app_key, slot, deed, detail, node) IN (
        SELECT workspace, app_key, slot, deed, detail, node FROM app_figures
        WHERE slot < :before ORDER BY slot LIMIT :limit)
      """;

  private static final String FORGET_SLOTS =
      """
      DELETE FROM counted_slots WHERE (slot, node) IN (
        SELECT slot, node FROM counted_slots WHERE slot < :before ORDER BY slot LIMIT :limit)
      """;

  private final Engine engine;

  FigureTables(Engine engine) {
    this.engine = engine;
  }

  @Override
  public void add(Counted counted) {
    engine.write(handle -> {
      for (var slot : counted.counting()) note(handle, slot, counted.node());
      addApps(handle, counted);
      return CallFigureTable.add(handle, counted.node(), counted.calls());
    });
  }

  private static void note(Handle handle, Instant slot, String node) {
    try (var update = handle.createUpdate(NOTE_SLOT)) {
      new Columns(update).time("slot", slot).text("node", node);
      update.execute();
    }
  }

  private static void addApps(Handle handle, Counted counted) {
    if (counted.apps().isEmpty()) return;
    try (var batch = handle.prepareBatch(ADD)) {
      for (var figure : counted.apps()) {
        new Columns(batch)
            .text("workspace", figure.workspace().name())
            .text("app_key", figure.app().map(AppKey::value).orElse(""))
            .time("slot", figure.slot())
            .text("deed", figure.deed().kind().word())
            .text("detail", figure.deed().detail())
            .text("node", counted.node())
            .number("amount", figure.amount());
        batch.add();
      }
      batch.execute();
    }
  }

  @Override
  public List<AppFigure> bySlot(
      Workspace workspace, Optional<AppKey> app, Instant from, Instant to) {
    return engine.read(handle -> {
      try (var query = handle.createQuery(BY_SLOT)) {
        query.define("of_app", app.isPresent() ? "AND app_key = :app_key" : "");
        span(query, from, to)
            .text("workspace", workspace.name())
            .text("app_key", app.map(AppKey::value).orElse(""));
        return query.map((result, _) -> figure(new Row(result), workspace)).list();
      }
    });
  }

  @Override
  public List<AppFigure> byApp(Workspace workspace, Instant from, Instant to) {
    return grouped(BY_APP, workspace, from, to);
  }

  @Override
  public List<AppFigure> bySlotAndApp(Workspace workspace, Instant from, Instant to) {
    return grouped(BY_SLOT_AND_APP, workspace, from, to);
  }

  private List<AppFigure> grouped(String statement, Workspace workspace, Instant from, Instant to) {
    return engine.read(handle -> {
      try (var query = handle.createQuery(statement)) {
        span(query, from, to).text("workspace", workspace.name());
        return query.map((result, _) -> figure(new Row(result), workspace)).list();
      }
    });
  }

  private static AppFigure figure(Row row, Workspace workspace) throws SQLException {
    return new AppFigure(
        row.time(),
        workspace,
        AppKey.parse(row.text()),
        new Deed(Deed.Kind.of(row.text()), row.text()),
        row.number());
  }

  @Override
  public List<Instant> counted(Instant from, Instant to) {
    return engine.read(handle -> {
      try (var query = handle.createQuery(COUNTED)) {
        span(query, from, to);
        return query.map((result, _) -> new Row(result).time()).list();
      }
    });
  }

  @Override
  public List<CallFigure> calls(Instant from, Instant to) {
    return engine.read(handle -> CallFigureTable.read(handle, from, to));
  }

  @Override
  public void forgetBefore(Instant time) {
    Stream.of(FORGET_APPS, FORGET_SLOTS, CallFigureTable.FORGET)
        .forEach(statement -> {
          int gone;
          do gone = engine.write(handle -> forget(handle, statement, time));
          while (gone == FORGOTTEN_AT_ONCE);
        });
  }

  private static int forget(Handle handle, String statement, Instant time) {
    try (var update = handle.createUpdate(statement)) {
      new Columns(update).time("before", time).number("limit", FORGOTTEN_AT_ONCE);
      return update.execute();
    }
  }

  static Columns span(SqlStatement<?> statement, Instant from, Instant to) {
    return new Columns(statement).time("from", from).time("to", to);
  }
}
