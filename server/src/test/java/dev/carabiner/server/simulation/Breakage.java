package dev.carabiner.server.simulation;

import dev.carabiner.server.oauth.Wire;
import dev.carabiner.server.sessions.Journal;
import dev.carabiner.server.sessions.SessionStore;

/// A way of breaking the house on purpose, so that one sees whether anybody notices.
interface Breakage {
  /// Nothing is broken.
  Breakage NONE = new Breakage() {};

  /// What stands in place of the database.
  default SessionStore database(SessionStore store, World world) {
    return store;
  }

  /// What stands between one life of a node and its store.
  default SessionStore store(SessionStore store, World world, Place life) {
    return store;
  }

  default Wire wire(Wire wire, World world) {
    return wire;
  }

  default Journal journal(Journal journal) {
    return journal;
  }
}
