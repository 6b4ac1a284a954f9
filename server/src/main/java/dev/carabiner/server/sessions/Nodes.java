package dev.carabiner.server.sessions;

import java.time.Duration;

/// The nodes of an installation, as their heartbeats in the store show them.
public interface Nodes {
  /// Notes that this node runs now.
  void beat(String node);

  /// Whether that node's heartbeat is younger than `age`, by the store's clock.
  boolean runs(String node, Duration age);

  /// How many nodes' heartbeats are younger than `age`; at least 1.
  int running(Duration age);

  /// Takes this node's heartbeat away: it stops in good order.
  void leave(String node);
}
