package dev.carabiner.server.tokens;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.exchanges.Conversation;
import dev.carabiner.server.governor.Pass;
import dev.carabiner.server.oauth.OAuthClient;
import dev.carabiner.server.oauth.ProviderClients;
import dev.carabiner.server.oauth.ProviderResolver.Purpose;
import dev.carabiner.server.oauth.TokenReply;
import dev.carabiner.server.sessions.Asked;
import dev.carabiner.server.sessions.Departure;
import dev.carabiner.server.sessions.GrantSealer;
import dev.carabiner.server.sessions.Nodes;
import dev.carabiner.server.sessions.Reading;
import dev.carabiner.server.sessions.Receipts;
import dev.carabiner.server.sessions.Renewal;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.sessions.TokenSet;
import dev.carabiner.server.sessions.Turnover;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Refreshes a session once, however many ask: claim → sent marker → call → receipt → commit → only
/// then answer anyone.
///
/// The claim is committed before any byte is sent and raises the fence; the call holds no database
/// connection; the commit names the fence, so a writer who was overtaken changes nothing. In this
/// process the askers of one generation share one flight; other nodes see the claim and wait for
/// its end.
public final class Refresher {
  private static final System.Logger LOG = System.getLogger(Refresher.class.getName());

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final int LOOKS_FOR_A_HEARTBEAT = 7;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration OWN_LATE_CALL = Duration.ofSeconds(1);
  private static final int MOST_CLAIMS = 3;
  private static final Duration POLL = Duration.ofMillis(100);

  private final SessionStore store;
  private final ConnectedApps apps;
  private final ProviderClients clients;
  private final GrantSealer sealer;
  private final Receipts receipts;
  private final Turnover turnover;
  private final Claims claims;
  private final Nodes nodes;
  private final Rotations rotations;
  private final Credentials credentials;
  private final Passage passage;
  private final RefreshCall call;
  private final Landing landing;
  private final RefreshTelling telling;
  private final World world;
  private final Flights<FlightKey, FlightEnd> flights;

  private record FlightKey(Session.Key session, long generation) {}

  Refresher(
      RefreshRooms rooms,
      Rotations rotations,
      Credentials credentials,
      RefreshCall call,
      Landing landing,
      RefreshTelling telling,
      World world) {
    this.store = rooms.store();
    this.apps = rooms.apps();
    this.clients = rooms.clients();
    this.sealer = new GrantSealer(rooms.vault());
    this.receipts = rooms.receipts();
    this.turnover = rooms.turnover();
    this.claims = new Claims(store, receipts.node());
    this.nodes = rooms.nodes();
    this.rotations = rotations;
    this.credentials = credentials;
    this.passage = new Passage(rooms.governor(), rooms.outages(), world.workers());
    this.call = call;
    this.landing = landing;
    this.telling = telling;
    this.world = world;
    this.flights = new Flights<>(world.workers(), world.clocks().monotonic(), FlightEnd.NOW);
  }

  /// Starts a refresh of that generation, or joins the one under way. What came of it stands in the
  /// store when the answer completes; it never completes exceptionally, and cancelling it does not
  /// end the flight.
  CompletableFuture<FlightEnd> join(Session session) {
    return flights.join(
        new FlightKey(session.key(), session.renewal().generation()), () -> observed(session));
  }

  /// Starts a refresh of that generation unless one is under way, and waits for nothing.
  void begin(Session session) {
    var _ = join(session);
  }

  /// Notes that the session's stored tokens do not open, unless a refresh under way is about to
  /// replace them.
  void markCorrupt(Session session) {
    if (session.renewal().claim().isEmpty()) landing.corrupt(session);
  }

  private FlightEnd observed(Session session) {
    return Conversation.about(session.key(), session.renewal().generation(), () -> fly(session));
  }

  private FlightEnd fly(Session session) {
    var app = apps.find(session.key().app());
    if (app.isEmpty()) return putOff(session, "its app is gone");
    var waiting = credentials.waiting(app.get());
    // nothing is written: the moment the alarm ends, every session may be refreshed
    if (waiting.isPresent()) return FlightEnd.after(waiting.get());
    return switch (clients.of(app.get(), sealer.kept(session), Purpose.REFRESH)) {
      case ProviderClients.Outcome.Ready(var client) ->
          isTooEarly(session, client) ? FlightEnd.TOO_EARLY : enter(session, app.get(), client);
      case ProviderClients.Outcome.Unreachable(var why) -> putOff(session, why);
      case ProviderClients.Outcome.Unusable(var why) -> putOff(session, why);
    };
  }

  /// Some providers refuse a refresh while the access token is fresh.
  private boolean isTooEarly(Session session, OAuthClient client) {
    var refused = client.provider().provider().lifecycle().refusedBeforeEnd();
    var end = session.grant().tokens().flatMap(TokenSet::end);
    return refused.isPresent()
        && end.isPresent()
        && Duration.between(store.now(), end.get()).compareTo(refused.get()) > 0;
  }

  /// Through the provider's gate first: a claim must not grow old in a queue.
  private FlightEnd enter(Session session, ConnectedApp app, OAuthClient client) {
    return switch (passage.enter(client)) {
      case Pass.Wait(var pause, var why) ->
          putOff(session, "the provider's gate says " + why, Optional.of(pause));
      case Pass.Go(var permit) -> {
        try (permit) {
          // it may have waited for its place
          var reading = store.find(session.key().workspace(), session.key().id());
          yield isOver(session, reading)
              ? FlightEnd.NOW
              : claimAndCall(
                  reading.orElseThrow().session(), new RefreshCall.Way(app, client, permit));
        }
      }
    };
  }

  /// A claim that fails because the session has changed is tried again with what it is now.
  private FlightEnd claimAndCall(Session seen, RefreshCall.Way way) {
    var session = seen;
    for (var tries = 0; tries < MOST_CLAIMS; tries++) {
      var end = attempt(session, way);
      if (end.isPresent()) return end.get();
      var reading = store.find(seen.key().workspace(), seen.key().id());
      if (isOver(seen, reading)) return FlightEnd.NOW;
      if (isStillFlying(seen, reading)) break;
      session = reading.orElseThrow().session();
    }
    way.permit().close();
    return waitForTheOwner(seen);
  }

  /// How the flight ended; empty if somebody else has, or had, the claim.
  private Optional<FlightEnd> attempt(Session session, RefreshCall.Way way) {
    var mayKill = rotations.mayKill(session.key());
    // its answer lands whatever claim there is: nothing may be on its way then
    if (mayKill && receipts.isAsking(session.key(), session.renewal().generation()))
      return Optional.of(FlightEnd.after(OWN_LATE_CALL));
    // a store that has forgotten does not say which refresh tokens are spent
    var forgetful = turnover.waiting().filter(_ -> mayKill);
    if (forgetful.isPresent()) return forgetful.map(FlightEnd::after);
    if (mayKill && mayHaveBeenSent(session)) {
      // it may end before a claim of ours is made, which would take its place
      if (!hasEnded(session.renewal().claim())) return Optional.empty();
      takeOver(session);
      return Optional.of(FlightEnd.NOW);
    }
    var waiting = credentials.waitingToSend(way.app());
    if (waiting.isPresent()) return waiting.map(FlightEnd::after);
    var departure = new Departure(world.clocks());
    // room for the receipt before the claim: a full disk is met before a provider is asked
    var receipt = receipts.begin();
    try {
      var claimed = claims.make(session);
      if (claimed.isEmpty()) {
        receipt.end();
        return Optional.empty();
      }
      return Optional.of(
          call.run(
              new RefreshCall.Claimed(claimed.get().session(), way, mayKill),
              receipt,
              departure.claimedAt(claimed.get().now())));
    } catch (RuntimeException trouble) {
      receipt.abandon();
      throw trouble;
    }
  }

  /// Whether there is a claim whose owner may have sent. Where that matters no claim of our own
  /// takes its place: this node may die too, and nobody would know of the doubt.
  private boolean mayHaveBeenSent(Session session) {
    var claim = session.renewal().claim();
    if (claim.isEmpty()) return false;
    var ours = claim.get().node().equals(receipts.node());
    return !ours || receipts.mayHaveAsked(Asked.Refresh.of(session));
  }

  private boolean hasEnded(Optional<Renewal.Claim> claim) {
    return claim.filter(found -> found.until().isBefore(store.now())).isPresent();
  }

  /// The stored token is served while it lives. The former owner may come back with its answer:
  /// until then nobody tries the old refresh token, unless that owner runs and so has none.
  private void takeOver(Session session) {
    var owner = session.renewal().claim().orElseThrow();
    Optional<Instant> notBefore =
        runsSince(owner) ? Optional.empty() : Optional.of(owner.ownersTime());
    landing.inDoubt(session, "its owner never said how its refresh ended", notBefore);
  }

  /// Whether the owner of a claim was seen after the claim's end: one that was seen before it may
  /// have died since, with the answer in its journal. Who was seen lately gets the time for one
  /// more heartbeat.
  private boolean runsSince(Renewal.Claim owner) {
    if (!nodes.runs(owner.node(), HEARTBEAT)) return false;
    // a claim that ended before its time was ended by its owner
    if (owner.until().isAfter(store.now())) return true;
    for (var looks = 0; looks < LOOKS_FOR_A_HEARTBEAT; looks++) {
      if (nodes.runs(owner.node(), Duration.between(owner.until(), store.now()))) return true;
      if (!paused(SECOND)) return false;
    }
    return false;
  }

  private FlightEnd putOff(Session session, String why) {
    return putOff(session, why, Optional.empty());
  }

  private FlightEnd putOff(Session session, String why, Optional<Duration> after) {
    if (session.renewal().claim().isPresent()) {
      if (!hasEnded(session.renewal().claim())) return waitForTheOwner(session);
      if (rotations.mayKill(session.key()) && mayHaveBeenSent(session)) {
        // to wait is to write, and would wipe out the claim that tells of the doubt
        takeOver(session);
        return FlightEnd.NOW;
      }
    }
    LOG.log(System.Logger.Level.WARNING, "session {0}: no refresh, {1}", session.key().id(), why);
    var reply = new TokenReply.NotDone(why, after, true);
    landing.land(session, reply, Instant.MIN);
    telling.ended(session, reply);
    return FlightEnd.NOW;
  }

  /// Another node has the claim, or has just finished: its end is a change of generation, of the
  /// claim, or of the state.
  private FlightEnd waitForTheOwner(Session session) {
    var key = session.key();
    while (isStillFlying(session, store.find(key.workspace(), key.id())))
      if (!paused(POLL)) return FlightEnd.NOW;
    return FlightEnd.NOW;
  }

  private static boolean isOver(Session session, Optional<Reading> reading) {
    return reading
        .filter(found -> found.session().renewal().generation() == session.renewal().generation())
        .isEmpty();
  }

  /// @return false when this thread is asked to stop
  private boolean paused(Duration pause) {
    try {
      world.workers().pause(pause);
      return true;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean isStillFlying(Session session, Optional<Reading> reading) {
    if (reading.isEmpty()) return false;
    Renewal renewal = reading.get().session().renewal();
    return renewal.generation() == session.renewal().generation()
        && renewal.claim().filter(claim -> claim.until().isAfter(reading.get().now())).isPresent();
  }
}
