package dev.carabiner.server.store;

import dev.carabiner.server.statistics.CallFigure;
import dev.carabiner.server.store.engine.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// How calls to providers went, in slots.
final class CallFigureTable {
  /// The buckets, in the order of [CallFigure#buckets].
  private static final List<String> BUCKETS =
      List.of("to_50", "to_100", "to_250", "to_500", "to_1000", "to_2500", "to_5000", "longer");

  private static final String ADD =
      """
      INSERT INTO call_figures (slot, provider, host, client, node, calls, failures, sum_ms, max_ms,
        to_50, to_100, to_250, to_500, to_1000, to_2500, to_5000, longer)
      VALUES (:slot, :provider, :host, :client, :node, :calls, :failures, :sum_ms, :max_ms,
        :to_50, :to_100, :to_250, :to_500, :to_1000, :to_2500, :to_5000, :longer)
      ON CONFLICT (slot, provider, host, client, node) DO UPDATE SET
        calls = call_figures.calls + excluded.calls,
        failures = call_figures.failures + excluded.failures,
        sum_ms = call_figures.sum_ms + excluded.sum_ms,
        max_ms = CASE WHEN call_figures.max_ms > excluded.max_ms
          THEN call_figures.max_ms ELSE excluded.max_ms END,
        to_50 = call_figures.to_50 + excluded.to_50,
        to_100 = call_figures.to_100 + excluded.to_100,
        to_250 = call_figures.to_250 + excluded.to_250,
        to_500 = call_figures.to_500 + excluded.to_500,
        to_1000 = call_figures.to_1000 + excluded.to_1000,
        to_2500 = call_figures.to_2500 + excluded.to_2500,
        to_5000 = call_figures.to_5000 + excluded.to_5000,
        longer = call_figures.longer + excluded.longer
      """;

  private static final String READ =
      """
      SELECT slot, provider, host, client, SUM(calls), SUM(failures), SUM(sum_ms), MAX(max_ms),
        SUM(to_50), SUM(to_100), SUM(to_250), SUM(to_500), SUM(to_1000), SUM(to_2500),
        SUM(to_5000), SUM(longer)
      FROM call_figures WHERE slot >= :from AND slot < :to
      GROUP BY slot, provider, host, client ORDER BY slot, provider, host, client
      """;

  static final String FORGET =
      """
      DELETE FROM call_figures WHERE (slot, provider, host, client, node) IN (
        SELECT slot, provider, host, client, node FROM call_figures
        WHERE slot < :before ORDER BY slot LIMIT :limit)
      """;

  private CallFigureTable() {}

  /// Adds them to what is there; returns how many rows were touched.
  static int add(Handle handle, String node, List<CallFigure> figures) {
    if (figures.isEmpty()) return 0;
    try (var batch = handle.prepareBatch(ADD)) {
      for (var figure : figures) {
        var columns =
            new Columns(batch)
                .time("slot", figure.slot())
                .text("provider", figure.callee().provider())
                .text("host", figure.callee().host())
                .text("client", figure.callee().client())
                .text("node", node)
                .number("calls", figure.calls())
                .number("failures", figure.failures())
                .number("sum_ms", figure.sumMillis())
                .number("max_ms", figure.maxMillis());
        for (var i = 0; i < BUCKETS.size(); i++)
          columns.number(BUCKETS.get(i), figure.buckets().get(i));
        batch.add();
      }
      return batch.execute().length;
    }
  }

  static List<CallFigure> read(Handle handle, Instant from, Instant to) {
    try (var query = handle.createQuery(READ)) {
      FigureTables.span(query, from, to);
      return query.map((result, _) -> figure(new Row(result))).list();
    }
  }

  private static CallFigure figure(Row row) throws SQLException {
    var slot = row.time();
    var callee = new CallFigure.Callee(row.text(), row.text(), row.text());
    var sums = List.of(row.number(), row.number(), row.number(), row.number());
    var buckets = new ArrayList<Long>();
    for (var i = 0; i < BUCKETS.size(); i++) buckets.add(row.number());
    return new CallFigure(
        slot, callee, sums.get(0), sums.get(1), sums.get(2), sums.get(3), buckets);
  }
}
