package dev.carabiner.compat.cluster;

import java.util.concurrent.atomic.AtomicReference;

/// Named points between two steps of a node, at one of which it can be told to die as a process
/// dies that is killed: no hook runs, nothing is written out.
final class KillPoints {
  /// What a process says at its end that `kill -9` ended.
  static final int KILLED = 137;

  private static final String NOWHERE = "";

  private final AtomicReference<String> armed = new AtomicReference<>(NOWHERE);

  /// From now on the first thread that passes `point` ends the process.
  void arm(String point) {
    armed.set(point);
  }

  /// Passed by whoever goes from one step to the next.
  void pass(String point) {
    if (armed.get().equals(point)) Runtime.getRuntime().halt(KILLED);
  }
}
