package dev.carabiner.server.tokens;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Change.Step.ReplaceFlow;
import dev.carabiner.server.sessions.Change.Step.ReplaceSession;
import dev.carabiner.server.sessions.Events;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Retention;
import dev.carabiner.server.sessions.Revoking;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Does for sessions what falls due without anybody asking: links run out, unconfirmed grants are
/// wiped, denied refreshes get their second opinion, tokens that nothing can renew end, old rows
/// go. Its cost follows what is due, not what is stored.
public final class DueWork {
  private static final System.Logger LOG = System.getLogger(DueWork.class.getName());
  private static final int BATCH = 100;

  /// What could not be done falls due again after this time.
  private static final Duration AGAIN = Duration.ofSeconds(20);

  private final SessionStore store;
  private final Refresher refresher;
  private final Revoking revoking;
  private final Events events;
  private final Retention retention;

  public DueWork(
      SessionStore store,
      Refresher refresher,
      Revoking revoking,
      Events events,
      Retention retention) {
    this.store = store;
    this.refresher = refresher;
    this.revoking = revoking;
    this.events = events;
    this.retention = retention;
  }

  /// Works off what is due, at most one batch of each kind. One piece that fails stops no other.
  public void run() {
    store.unconfirmed(BATCH).forEach(flow -> one(flow.session(), () -> wipe(flow)));
    store.takeDue(AGAIN, BATCH).forEach(session -> one(session.key(), () -> work(session)));
  }

  private static void one(Session.Key session, Runnable piece) {
    try {
      piece.run();
    } catch (Fault trouble) {
      throw trouble;
    } catch (RuntimeException failed) {
      LOG.log(
          System.Logger.Level.ERROR,
          "session " + session.id() + ": work that was due failed",
          failed);
    }
  }

  /// Forgets events and receipts past their retention.
  public void forget() {
    store.forgetBefore(store.now().minus(retention.exchanges()));
  }

  private void work(Session session) {
    switch (session.state()) {
      case SessionState.Pending() -> expire(session, reasonOf(session));
      case SessionState.Connected() -> connected(session);
      case SessionState.Revoked(), SessionState.Expired _ -> store.delete(session.key());
      case SessionState.NeedsReconnect _ ->
          throw new IllegalStateException("nothing falls due in needs_reconnect");
    }
  }

  private Reason reasonOf(Session session) {
    var exchanging =
        store.newestFlow(session.key()).filter(flow -> flow.step() instanceof Flow.Step.Exchanging);
    return exchanging.isPresent() ? Reason.EXCHANGE_UNKNOWN : Reason.LINK_EXPIRED;
  }

  private void connected(Session session) {
    if (session.grant().tokens().flatMap(tokens -> tokens.refreshToken()).isPresent()) {
      refresher.begin(session);
      return;
    }
    var ended = session.needsReconnect(Reason.NO_REFRESH_TOKEN);
    store.commit(
        Change.of(
            new ReplaceSession(session, ended),
            events.of(Events.NEEDS_RECONNECT, ended, store.now())));
  }

  private void expire(Session session, Reason why) {
    store.commit(expiring(session, why, store.now()));
  }

  private Change expiring(Session session, Reason why, Instant now) {
    var expired = session.expired(why, now.plus(retention.pending()));
    return Change.of(
        new ReplaceSession(session, expired), events.of(Events.REJECTED, expired, now));
  }

  private void wipe(Flow flow) {
    if (!(flow.step() instanceof Flow.Step.Granted(var stateHash, var confirmation, _))
        || confirmation.isEmpty()) return;
    var slot = confirmation.get().slot();
    var now = store.now();
    var failed =
        new Flow.Step.Failed(
            Optional.of(stateHash), "access_denied", Reason.NOT_CONFIRMED.sentence());
    var change = Change.of(new ReplaceFlow(flow, flow.at(failed)));
    if (slot.isPresent())
      change =
          revoking
              .queue(flow.session(), slot.get(), flow::binding, now)
              .map(change::and)
              .orElse(change);
    var session =
        store
            .find(flow.session().workspace(), flow.session().id())
            .filter(reading -> reading.session().state() instanceof SessionState.Pending);
    if (session.isPresent())
      change = change.and(expiring(session.get().session(), Reason.NOT_CONFIRMED, now));
    store.commit(change);
  }
}
