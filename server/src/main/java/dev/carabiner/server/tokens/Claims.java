package dev.carabiner.server.tokens;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.sessions.Reading;
import dev.carabiner.server.sessions.Renewal;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionStore;
import java.util.Optional;

/// Claims refreshes for this node. Here no two ask for one generation's claim at a time.
final class Claims {
  private final SessionStore store;
  private final String node;

  Claims(SessionStore store, String node) {
    this.store = store;
    this.node = node;
  }

  /// The session with our claim; empty if somebody else has it, or the session is another one now.
  /// A claim that is made is ours even if the store's answer got lost.
  ///
  /// @throws Fault if nobody knows whether it is made
  Optional<Reading> make(Session seen) {
    try {
      return store.claim(seen, node, Renewal.Claim.LEASE);
    } catch (Fault trouble) {
      var made =
          store
              .find(seen.key().workspace(), seen.key().id())
              .filter(found -> isOurs(found.session().renewal(), seen.renewal().fence() + 1));
      if (made.isEmpty()) throw trouble;
      return made;
    }
  }

  private boolean isOurs(Renewal renewal, long fence) {
    return renewal.fence() == fence
        && renewal.claim().filter(claim -> claim.node().equals(node)).isPresent();
  }
}
