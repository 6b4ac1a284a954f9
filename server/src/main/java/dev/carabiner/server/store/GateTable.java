package dev.carabiner.server.store;

import dev.carabiner.server.governor.GateKey;
import dev.carabiner.server.governor.GateState;
import dev.carabiner.server.governor.Gates;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import java.util.List;

/// What all nodes know of gates.
final class GateTable implements Gates {
  private static final String FIND =
      """
      SELECT clock_ms(), COALESCE(gates.version, 0),
        state, since, until, node, trouble_since, strikes, why, lone, outage
      FROM (SELECT 1 AS always) AS one LEFT JOIN gates ON host = ? AND client = ?
      """;

  private static final String ALL =
      """
      SELECT host, client,
        state, since, until, node, trouble_since, strikes, why, lone, outage
      FROM gates ORDER BY host, client
      """;

  private static final String INSERT =
      """
      INSERT INTO gates (
        host, client, version,
        state, since, until, node, trouble_since, strikes, why, lone, outage)
      VALUES (
        :host, :client, 1,
        :state, :since, :until, :node, :trouble_since, :strikes, :why, :lone, :outage)
      ON CONFLICT (host, client) DO NOTHING
      """;

  private static final String REPLACE =
      """
      UPDATE gates SET
        version = version + 1,
        state = :state, since = :since, until = :until, node = :node,
        trouble_since = :trouble_since, strikes = :strikes, why = :why, lone = :lone,
        outage = :outage
      WHERE host = :host AND client = :client AND version = :expected
      """;

  private final Engine engine;

  GateTable(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Reading find(GateKey key) {
    return engine
        .findRow(
            FIND,
            row -> {
              var now = row.time();
              var version = row.number();
              var state = version == 0 ? GateState.Flowing.ALWAYS : GateRow.state(row);
              return new Reading(state, version, now);
            },
            Columns.storable(key.host()),
            Columns.storable(key.client()))
        .orElseThrow();
  }

  @Override
  public boolean compareAndSet(GateKey key, long expected, GateState next) {
    return engine.write(handle -> {
      try (var update = handle.createUpdate(expected == 0 ? INSERT : REPLACE)) {
        var columns = new Columns(update).text("host", key.host()).text("client", key.client());
        if (expected != 0) columns.number("expected", expected);
        GateRow.bind(columns, next);
        return update.execute() == 1;
      }
    });
  }

  @Override
  public List<Known> all() {
    return engine.read(handle -> {
      try (var query = handle.createQuery(ALL)) {
        return query
            .map((result, _) -> {
              var row = new Row(result);
              return new Known(new GateKey(row.text(), row.text()), GateRow.state(row));
            })
            .list();
      }
    });
  }
}
