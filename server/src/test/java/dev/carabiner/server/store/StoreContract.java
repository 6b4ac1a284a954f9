package dev.carabiner.server.store;

import dev.carabiner.server.sessions.SessionStore;
import java.time.Instant;
import java.time.InstantSource;

/// What every store of sessions must do is written down in interfaces with tests, which the tests
/// of all stores implement. Every test works in a workspace of its own.
interface StoreContract {
  /// The store under test, open.
  SessionStore sessions();

  /// Waits until the store's clock has passed `moment`.
  default void until(Instant moment) {
    var giveUp = InstantSource.system().instant().plusSeconds(10);
    while (!sessions().now().isAfter(moment)) {
      if (InstantSource.system().instant().isAfter(giveUp))
        throw new AssertionError("the store's clock stands still");
      Thread.onSpinWait();
    }
  }
}
