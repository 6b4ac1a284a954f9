package dev.carabiner.server.tokens;

import dev.carabiner.server.oauth.TokenReply;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Patience;
import dev.carabiner.server.sessions.ProviderGrant;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Revoking;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.SessionStore;
import java.time.Instant;

/// Makes the reply to a refresh durable. Nobody is told of a token before its commit; a reply that
/// comes after its session has moved on obeys one rule, by state and generation.
final class Landing {
  private static final System.Logger LOG = System.getLogger(Landing.class.getName());

  private final SessionStore store;
  private final Settlement settlement;
  private final Revoking revoking;
  private final Patience patience;

  Landing(SessionStore store, Settlement settlement, Revoking revoking, Patience patience) {
    this.store = store;
    this.settlement = settlement;
    this.revoking = revoking;
    this.patience = patience;
  }

  /// Commits what the reply means for the session that was claimed.
  void land(Session claimed, Settlement.Arrival arrival) {
    if (commit(settlement.of(claimed, arrival))) return;
    if (!(arrival.reply() instanceof TokenReply.Granted(var grant))) return;
    while (true) {
      var reading = patience.with(() -> store.find(claimed.key().workspace(), claimed.key().id()));
      if (reading.isEmpty() || reading.get().session().state().isFinal()) {
        revoke(claimed, settlement.renewed(claimed, grant, arrival.sent()), arrival.now());
        return;
      }
      var current = reading.get().session();
      if (current.renewal().generation() != claimed.renewal().generation()
          || !mayStillLand(current.state())) {
        LOG.log(
            System.Logger.Level.WARNING,
            "session {0}: the answer for generation {1} came after a newer one and is not kept",
            claimed.key().id(),
            claimed.renewal().generation());
        return;
      }
      if (commit(settlement.of(current, arrival))) return;
    }
  }

  private void revoke(Session claimed, ProviderGrant late, Instant now) {
    var generation = claimed.renewal().generation() + 1;
    revoking
        .queue(claimed.key(), late, field -> claimed.key().binding(field, generation), now)
        .ifPresent(step -> commit(Change.of(step)));
  }

  private static boolean mayStillLand(SessionState state) {
    return switch (state) {
      case SessionState.Connected() -> true;
      case SessionState.NeedsReconnect(var why) -> why.equals(Reason.ROTATION_LOST);
      case SessionState.Pending(), SessionState.Revoked(), SessionState.Expired _ -> false;
    };
  }

  /// What is in hand may be the only copy of a rotated token.
  private boolean commit(Change change) {
    return patience.with(() -> store.commit(change));
  }
}
