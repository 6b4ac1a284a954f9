package dev.carabiner.server.tokens;

import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.Workers;
import dev.carabiner.server.exchanges.Conversation;
import dev.carabiner.server.sessions.CareStore;
import dev.carabiner.server.sessions.CareStore.Look;
import dev.carabiner.server.sessions.Events;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.TokenSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Looks after connections without anybody asking: refreshes ahead what is read, keeps alive what
/// would idle out, finds out ends that nobody told, and foretells the death of grants.
///
/// Each new generation gets one look, which says when the next one is, if any. So the work grows
/// with what is used, not with what is stored.
public final class Care {
  private static final System.Logger LOG = System.getLogger(Care.class.getName());
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration FIRST_LOOK = Duration.ofMinutes(10);
  private static final Duration AHEAD_AGAIN = Duration.ofSeconds(30);
  private static final Duration KEEP_ALIVE_AGAIN = Duration.ofMinutes(10);

  /// Ends closer together than this are one end.
  private static final Duration SAME_END = Duration.ofDays(7);

  private static final int BATCH = 100;
  private static final int ROUNDS = 10;

  private final CareStore store;
  private final ConnectedApps apps;
  private final Events events;
  private final Outlooks outlooks;
  private final UnknownEnds unknownEnds;
  private final Tokens tokens;
  private final Workers workers;

  public Care(CareRooms rooms, Outlooks outlooks, Tokens tokens, Workers workers) {
    this.store = rooms.store();
    this.apps = rooms.apps();
    this.events = rooms.events();
    this.outlooks = outlooks;
    this.unknownEnds = new UnknownEnds(rooms, outlooks);
    this.tokens = tokens;
    this.workers = workers;
  }

  /// Writes down who has read, and looks at those whose time has come.
  public void run(Instant now) {
    tokens.notes().flush(store, now);
    for (var round = 0; round < ROUNDS; round++) {
      var looks = store.takeLooks(LEASE, BATCH);
      looks.forEach(look -> one(look, () -> begin(look)));
      if (looks.size() < BATCH) return;
    }
  }

  private static void one(Look look, Runnable piece) {
    try {
      piece.run();
    } catch (Fault trouble) {
      throw trouble;
    } catch (RuntimeException failed) {
      LOG.log(
          System.Logger.Level.ERROR,
          "session " + look.session().key().id() + ": a look at it failed",
          failed);
    }
  }

  /// To find out an end may need the provider; others are not kept waiting for that.
  private void begin(Look look) {
    if (isNew(look) && unknownEnds.concern(look.session())) workers.start(() -> findOut(look));
    else look(look);
  }

  private static boolean isNew(Look look) {
    var refreshed = look.session().times().refreshed().orElse(Instant.EPOCH);
    return look.now().isBefore(refreshed.plus(FIRST_LOOK));
  }

  private void findOut(Look look) {
    try {
      if (Conversation.about(
          look.session().key(),
          look.session().renewal().generation(),
          () -> unknownEnds.findOut(look.session())))
        store.lookAgain(look, Optional.of(look.now()));
      else look(look);
    } catch (Fault trouble) {
      LOG.log(
          System.Logger.Level.WARNING,
          "session {0}: not looked at, {1}",
          look.session().key().id(),
          trouble.getMessage());
    }
  }

  private void look(Look look) {
    var session = look.session();
    var now = look.now();
    var outlook = outlooks.of(session, apps.find(session.key().app()));
    if (hasCome(outlook.ahead(), now) && isAlive(session, now)) refresh(look, AHEAD_AGAIN);
    else if (hasCome(outlook.keepAlive(), now)) refresh(look, KEEP_ALIVE_AGAIN);
    else {
      if (hasCome(outlook.warning(), now)) foretell(look, outlook.end().orElseThrow());
      store.lookAgain(look, outlook.next(now));
    }
  }

  private static boolean hasCome(Optional<Instant> time, Instant now) {
    return time.filter(at -> !at.isAfter(now)).isPresent();
  }

  /// A token that has died is renewed for who reads it next.
  private static boolean isAlive(Session session, Instant now) {
    return session.grant().tokens().flatMap(TokenSet::end).filter(now::isBefore).isPresent();
  }

  /// A refresh that is done ends this generation, and with it this look.
  private void refresh(Look look, Duration again) {
    var next = look.session().renewal().nextTry().filter(look.now()::isBefore);
    store.lookAgain(look, Optional.of(next.orElseGet(() -> look.now().plus(again))));
    if (next.isEmpty()) tokens.refresher().begin(look.session());
  }

  private void foretell(Look look, Instant end) {
    var known =
        look.foreseen().filter(told -> Duration.between(told, end).abs().compareTo(SAME_END) < 0);
    if (known.isPresent() || !end.isAfter(look.now())) return;
    if (store.foresee(look, end, events.expiring(look.session(), end, look.now())))
      LOG.log(
          System.Logger.Level.INFO,
          "session {0}: its grant ends at {1}",
          look.session().key().id(),
          end);
  }
}
