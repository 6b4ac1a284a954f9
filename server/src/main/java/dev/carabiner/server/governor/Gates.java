package dev.carabiner.server.governor;

import java.time.Instant;
import java.util.List;

/// What all nodes know of the gates, in the store. Read once for a call that wants through, written
/// only when a gate's state changes.
public interface Gates {
  /// What is known of that gate; one of which nothing is known flows, in version 0.
  Reading find(GateKey key);

  /// Makes `next` the gate's state in version `expected + 1`, if it still is in version `expected`.
  ///
  /// @return whether it was
  boolean compareAndSet(GateKey key, long expected, GateState next);

  /// Every gate of which something is known, by host and client.
  List<Known> all();

  /// A gate's state, and the store's time of reading it.
  record Reading(GateState state, long version, Instant now) {}

  /// One gate's state.
  record Known(GateKey key, GateState state) {}
}
