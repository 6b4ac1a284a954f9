package dev.carabiner.server.store;

import dev.carabiner.server.sessions.Nodes;
import dev.carabiner.server.store.engine.Engine;
import dev.carabiner.server.store.engine.Row;
import java.time.Duration;

/// The heartbeats of nodes.
final class NodeTable implements Nodes {
  private static final String BEAT =
      """
      INSERT INTO nodes (id, seen_at) VALUES (:id, clock_ms())
      ON CONFLICT (id) DO UPDATE SET seen_at = clock_ms()
      """;

  private static final String SEEN =
      """
      SELECT clock_ms() - seen_at FROM nodes WHERE id = ?
      """;

  private static final String RUNNING =
      """
      SELECT COUNT(*) FROM nodes WHERE seen_at > clock_ms() - :age
      """;

  private static final String LEAVE =
      """
      DELETE FROM nodes WHERE id = :id
      """;

  private final Engine engine;

  NodeTable(Engine engine) {
    this.engine = engine;
  }

  @Override
  public void beat(String node) {
    engine.write(handle -> {
      try (var update = handle.createUpdate(BEAT)) {
        return update.bind("id", node).execute();
      }
    });
  }

  @Override
  public boolean runs(String node, Duration age) {
    return engine
        .findRow(SEEN, Row::number, node)
        .filter(seen -> seen < age.toMillis())
        .isPresent();
  }

  @Override
  public int running(Duration age) {
    return engine.read(handle -> {
      try (var query = handle.createQuery(RUNNING)) {
        return Math.max(1, query.bind("age", age.toMillis()).mapTo(Integer.class).one());
      }
    });
  }

  @Override
  public void leave(String node) {
    engine.write(handle -> {
      try (var update = handle.createUpdate(LEAVE)) {
        return update.bind("id", node).execute();
      }
    });
  }
}
