package dev.carabiner.server.app;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.sessions.Recovery;
import dev.carabiner.server.store.Store;
import java.time.Duration;

/// Shows the other nodes that this one runs, and watches whether the store does.
final class Heart implements AutoCloseable {
  /// Between two beats.
  static final Duration PAUSE = Duration.ofSeconds(5);

  /// A node that was not seen for this long is taken for dead.
  static final Duration LIFE = PAUSE.multipliedBy(3);

  private static final System.Logger LOG = System.getLogger(Heart.class.getName());

  private final Store store;
  private final String node;
  private final Recovery recovery;

  Heart(Store store, String node, Recovery recovery) {
    this.store = store;
    this.node = node;
    this.recovery = recovery;
  }

  /// Who is seen to run has nothing left that could still land: while something is, the others wait
  /// for it.
  void beat() {
    if (!recovery.isBehind()) store.nodes().beat(node);
  }

  /// When the store is back after an outage, what the journal holds goes in.
  void watch() {
    recovery.watch(store.isHealthy());
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
