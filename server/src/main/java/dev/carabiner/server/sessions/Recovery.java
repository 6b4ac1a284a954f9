package dev.carabiner.server.sessions;

import dev.carabiner.server.base.Fault;
import java.util.Optional;

/// Brings to its end what a former life of this node, or an outage of the store, left between a
/// provider and the store. Runs before the node is ready, and again when the store comes back.
public final class Recovery {
  private static final System.Logger LOG = System.getLogger(Recovery.class.getName());
  private static final int BATCH = 100;

  /// In calls of [#watch].
  private static final int BETWEEN_LEFT_OVERS = 30;

  private final Receipts receipts;
  private final SessionStore store;
  private final boolean alone;
  private final Replay<Asked.Refresh> refreshes;
  private final Replay<Asked.Exchange> exchanges;
  private volatile boolean down;
  private volatile boolean leftOver;
  private int rounds;

  /// How one kind of request is brought to its end.
  public interface Replay<A extends Asked> {
    /// The provider's answer had come: it lands as a late one does.
    ///
    /// @return false if that cannot be done now, and must be tried again
    boolean land(A asked, Receipts.Granted granted);

    /// Bytes may have left, and nobody knows what came of it.
    ///
    /// @return false if that cannot be settled now, and must be tried again
    boolean settle(A asked);

    /// Whether the store has lost what it had confirmed: it stands where it stood when this was
    /// asked.
    boolean isForgotten(A asked);
  }

  /// @param alone whether no other node can have made a claim, so that every claim found at the
  ///   start is a dead predecessor's
  public Recovery(
      Receipts receipts,
      SessionStore store,
      boolean alone,
      Replay<Asked.Refresh> refreshes,
      Replay<Asked.Exchange> exchanges) {
    this.receipts = receipts;
    this.store = store;
    this.alone = alone;
    this.refreshes = refreshes;
    this.exchanges = exchanges;
  }

  /// Before the node is ready: the journal first, then the claims under which nothing was asked.
  public void atStart() {
    replay();
    while (true) {
      var claimed = store.claimed(alone ? Optional.empty() : Optional.of(receipts.node()), BATCH);
      if (claimed.stream().filter(this::resolved).count() == 0) return;
    }
  }

  /// One claim that cannot be ended stops neither the start nor the others; it runs out by itself.
  private boolean resolved(Session session) {
    try {
      return resolve(session);
    } catch (Fault trouble) {
      throw trouble;
    } catch (RuntimeException broken) {
      LOG.log(
          System.Logger.Level.ERROR,
          "session " + session.key().id() + ": its claim is not ended",
          broken);
      return false;
    }
  }

  /// Whether the journal may hold what the store does not: this node's claims may still land.
  public boolean isBehind() {
    return down || receipts.isBehind();
  }

  /// Called again and again, by one thread: replays when the store has come back, or something was
  /// left over.
  public void watch(boolean healthy) {
    if (!healthy) {
      down = true;
      return;
    }
    rounds++;
    var again = leftOver && rounds % BETWEEN_LEFT_OVERS == 0;
    if (receipts.takeAbandoned() || down || again) {
      leftOver = false;
      replay();
      down = false;
    }
  }

  /// What the journal holds and the store does not. Cheap when nothing is left over, but for the
  /// reading of the journal.
  public void replay() {
    try {
      for (var kept : receipts.kept()) if (!kept.underWay()) one(kept);
    } catch (Fault trouble) {
      leftOver = true;
      throw trouble;
    }
  }

  /// One that cannot be replayed stays, and stands in no other's way.
  private void one(Receipts.Kept kept) {
    try {
      if (kept.ended()) restore(kept);
      else if (replayed(kept)) kept.receipt().end();
      else leftOver = true;
    } catch (Fault trouble) {
      throw trouble;
    } catch (RuntimeException broken) {
      leftOver = true;
      LOG.log(
          System.Logger.Level.ERROR,
          "session " + kept.asked().session().id() + ": not replayed",
          broken);
    }
  }

  private boolean replayed(Receipts.Kept kept) {
    LOG.log(
        System.Logger.Level.WARNING,
        "session {0}: {1} from the journal",
        kept.asked().session().id(),
        kept.granted().isPresent() ? "an answer" : "a request without an answer");
    return switch (kept.asked()) {
      case Asked.Refresh refresh -> replayed(refreshes, refresh, kept.granted());
      case Asked.Exchange exchange -> replayed(exchanges, exchange, kept.granted());
    };
  }

  private static <A extends Asked> boolean replayed(
      Replay<A> replay, A asked, Optional<Receipts.Granted> granted) {
    return granted.isPresent() ? replay.land(asked, granted.get()) : replay.settle(asked);
  }

  /// A store that failed over may have lost its last commits.
  private void restore(Receipts.Kept kept) {
    if (kept.granted().isEmpty()) return;
    switch (kept.asked()) {
      case Asked.Refresh refresh -> restore(refreshes, refresh, kept.granted().get());
      case Asked.Exchange exchange -> restore(exchanges, exchange, kept.granted().get());
    }
  }

  private static <A extends Asked> void restore(
      Replay<A> replay, A asked, Receipts.Granted granted) {
    if (!replay.isForgotten(asked)) return;
    LOG.log(
        System.Logger.Level.ERROR,
        "session {0}: the store has lost a confirmed commit; it is made again from the journal",
        asked.session().id());
    if (!replay.land(asked, granted))
      LOG.log(System.Logger.Level.ERROR, "session {0}: not possible now", asked.session().id());
  }

  /// Ends a dead claim: our own was never used, or the journal would know; another's may have been.
  private boolean resolve(Session session) {
    var claim = session.renewal().claim().orElseThrow();
    if (claim.node().equals(receipts.node()))
      return store.commit(Change.of(new Change.Step.ReplaceSession(session, session.released())));
    return refreshes.settle(Asked.Refresh.of(session));
  }
}
