package dev.carabiner.server.app;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.sessions.Departure;
import dev.carabiner.server.sessions.Heartbeat;
import dev.carabiner.server.sessions.Recovery;
import dev.carabiner.server.sessions.Turnover;
import dev.carabiner.server.store.Store;

/// Shows the other nodes that this one runs, and watches whether the store does.
final class Heart implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Heart.class.getName());

  private final Store store;
  private final String node;
  private final Recovery recovery;
  private final Turnover turnover;
  private final Heartbeat heartbeat;

  /// To be made when the node is about to be ready.
  Heart(Store store, String node, Recovery recovery, Turnover turnover, Departure.Clocks clocks) {
    this.store = store;
    this.node = node;
    this.recovery = recovery;
    this.turnover = turnover;
    this.heartbeat = new Heartbeat(store.nodes(), node, recovery::isBehind, clocks);
  }

  void beat() {
    heartbeat.beat();
  }

  /// When the store is back after an outage, or has become another one, what the journal holds goes
  /// in.
  void watch() {
    var healthy = store.isHealthy();
    var turnovers = turnover.count();
    if (turnover.isOpen()) recovery.watch(false);
    recovery.watch(healthy);
    if (healthy) turnover.replayed(turnovers);
  }

  /// The others need not wait for a node that stops in good order.
  @Override
  public void close() {
    try {
      store.nodes().leave(node);
    } catch (Fault trouble) {
      LOG.log(System.Logger.Level.DEBUG, "the heartbeat was not taken away", trouble);
    }
  }
}
