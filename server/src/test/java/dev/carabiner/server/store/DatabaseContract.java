package dev.carabiner.server.store;

import dev.carabiner.server.sessions.SessionStore;

/// What is asked of databases, beyond what every store of sessions must do.
interface DatabaseContract extends StoreContract {
  /// The database under test, open.
  Store store();

  @Override
  default SessionStore sessions() {
    return store().sessions();
  }
}
