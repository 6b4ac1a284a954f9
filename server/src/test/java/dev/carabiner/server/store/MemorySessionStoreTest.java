package dev.carabiner.server.store;

import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.simulation.MemorySessionStore;
import java.time.Clock;
import java.time.ZoneOffset;

/// The store of the simulation holds the same contract as the databases.
class MemorySessionStoreTest
    implements SessionContract,
        ClaimContract,
        FlowContract,
        ListContract,
        GrantContract,
        RevocationContract {
  private final SessionStore sessions = new MemorySessionStore(Clock.tickMillis(ZoneOffset.UTC));

  @Override
  public SessionStore sessions() {
    return sessions;
  }
}
