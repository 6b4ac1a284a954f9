package dev.carabiner.server.tokens;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.apps.RedirectUris;
import dev.carabiner.server.base.Pause;
import dev.carabiner.server.oauth.OAuthClient;
import dev.carabiner.server.oauth.ProviderClients;
import dev.carabiner.server.oauth.ProviderResolver.Purpose;
import dev.carabiner.server.oauth.RefreshRequest;
import dev.carabiner.server.oauth.TokenCalls;
import dev.carabiner.server.oauth.TokenReply;
import dev.carabiner.server.providers.RotationPolicy;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Departure;
import dev.carabiner.server.sessions.Events;
import dev.carabiner.server.sessions.GrantSealer;
import dev.carabiner.server.sessions.Patience;
import dev.carabiner.server.sessions.Reading;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Revoking;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.sessions.TokenSet;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Vault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Refreshes a session once, however many ask: claim → call → commit → only then answer anyone.
///
/// The claim is committed before any byte is sent and raises the fence; the call holds no database
/// connection; the commit names the fence, so a writer who was overtaken changes nothing. In this
/// process the askers of one generation share one flight; other nodes see the claim and wait for
/// its end.
public final class Refresher implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Refresher.class.getName());

  /// Longer than the provider's deadline and the time until sending together.
  private static final Duration LEASE = Duration.ofSeconds(20);

  private static final Duration POLL = Duration.ofMillis(100);

  private final SessionStore store;
  private final ConnectedApps apps;
  private final ProviderClients clients;
  private final TokenCalls calls;
  private final Landing landing;
  private final Vault vault;
  private final Node node;
  private final Flights<FlightKey> flights = new Flights<>();

  /// This process.
  ///
  /// @param id written into the claims it makes
  /// @param redirectUris for providers that want theirs repeated
  public record Node(String id, InstantSource clock, Pause pause, RedirectUris redirectUris) {}

  private record FlightKey(Session.Key session, long generation) {}

  /// What the rooms below give.
  public record Rooms(
      SessionStore store,
      ConnectedApps apps,
      ProviderClients clients,
      TokenCalls calls,
      Events events,
      Revoking revoking,
      Vault vault) {}

  private Refresher(Rooms rooms, Landing landing, Node node) {
    this.store = rooms.store();
    this.apps = rooms.apps();
    this.clients = rooms.clients();
    this.calls = rooms.calls();
    this.vault = rooms.vault();
    this.landing = landing;
    this.node = node;
  }

  /// A refresher on these rooms.
  public static Refresher of(Rooms rooms, Node node) {
    var settlement = new Settlement(new GrantSealer(rooms.vault()), rooms.events());
    var landing =
        new Landing(rooms.store(), settlement, rooms.revoking(), new Patience(node.pause()));
    return new Refresher(rooms, landing, node);
  }

  /// Starts a refresh of that generation, or joins the one under way. What came of it stands in the
  /// store when the answer completes; it never completes exceptionally, and cancelling it does not
  /// end the flight.
  public CompletableFuture<Void> join(Session session) {
    return flights.join(
        new FlightKey(session.key(), session.renewal().generation()), () -> fly(session));
  }

  /// Starts a refresh of that generation unless one is under way, and waits for nothing.
  void begin(Session session) {
    var _ = join(session);
  }

  /// Notes that the session's stored tokens do not open, unless a refresh under way is about to
  /// replace them.
  void markCorrupt(Session session) {
    if (session.renewal().claim().isEmpty()) corrupt(session);
  }

  private void corrupt(Session session) {
    var id = session.key().id();
    LOG.log(System.Logger.Level.ERROR, "session {0}: its stored token does not open", id);
    var broken = session.needsReconnect(Reason.DATA_CORRUPT);
    store.commit(Change.of(new Change.Step.ReplaceSession(session, broken)));
  }

  /// Lets the flights under way end.
  @Override
  public void close() {
    flights.close();
  }

  private void fly(Session session) {
    var app = apps.find(session.key().app());
    if (app.isEmpty()) {
      putOff(session, "its app is gone");
      return;
    }
    switch (clients.of(app.get(), Purpose.REFRESH)) {
      case ProviderClients.Outcome.Ready(var client) -> claimAndCall(session, app.get(), client);
      case ProviderClients.Outcome.Unreachable(var why) -> putOff(session, why);
      case ProviderClients.Outcome.Unusable(var why) -> putOff(session, why);
    }
  }

  private void claimAndCall(Session session, ConnectedApp app, OAuthClient client) {
    var departure = new Departure(node.clock());
    var claimed = store.claim(session, node.id(), LEASE);
    if (claimed.isEmpty()) waitForTheOwner(session);
    else if (isTakenOver(session, claimed.get().session()) && mayKill(client))
      land(
          claimed.get().session(),
          new TokenReply.InDoubt("its owner never said how its refresh ended"),
          departure.claimedAt(claimed.get().now()),
          client);
    else call(claimed.get(), app, client, departure.claimedAt(claimed.get().now()));
  }

  /// Whether this claim replaced one whose owner never came back: its refresh may have been sent.
  private static boolean isTakenOver(Session before, Session claimed) {
    return before.renewal().claim().isPresent()
        && claimed.renewal().fence() == before.renewal().fence() + 1;
  }

  /// Whether a second use of the refresh token may end the whole grant, the living access token
  /// included.
  private static boolean mayKill(OAuthClient client) {
    return switch (client.provider().provider().lifecycle().rotation()) {
      case NONE, GRACE, PREVIOUS_UNTIL_USED -> false;
      case STRICT, UNKNOWN -> true;
    };
  }

  private void call(Reading claimed, ConnectedApp app, OAuthClient client, Departure departure) {
    var session = claimed.session();
    try {
      var sealed = session.grant().tokens().flatMap(TokenSet::refreshToken).orElseThrow();
      var refreshToken =
          vault.open(
              sealed, session.key().binding("refresh_token", session.renewal().generation()));
      var request =
          new RefreshRequest(
              refreshToken, session.grant().requested(), node.redirectUris().of(app.key()));
      land(session, calls.refresh(client, request, departure), departure, client);
    } catch (SealBroken broken) {
      corrupt(session);
    }
  }

  private void land(Session session, TokenReply reply, Departure departure, OAuthClient client) {
    log(session, reply);
    var policy = client.provider().provider().lifecycle().rotation();
    landing.land(session, new Settlement.Arrival(reply, departure.start(), store.now(), policy));
  }

  private void putOff(Session session, String why) {
    if (session.renewal().claim().filter(claim -> claim.until().isAfter(store.now())).isPresent()) {
      waitForTheOwner(session);
      return;
    }
    LOG.log(System.Logger.Level.WARNING, "session {0}: no refresh, {1}", session.key().id(), why);
    var notDone = new TokenReply.NotDone(why, Optional.empty(), true);
    var now = store.now();
    landing.land(session, new Settlement.Arrival(notDone, now, now, RotationPolicy.UNKNOWN));
  }

  /// Another node has the claim, or has just finished: its end is a change of generation, of the
  /// claim, or of the state.
  private void waitForTheOwner(Session session) {
    var key = session.key();
    while (true) {
      var reading = store.find(key.workspace(), key.id());
      var stillFlying =
          reading
              .filter(
                  found -> found.session().renewal().generation() == session.renewal().generation())
              .flatMap(found ->
                  found
                      .session()
                      .renewal()
                      .claim()
                      .filter(claim -> claim.until().isAfter(found.now())));
      if (stillFlying.isEmpty()) return;
      try {
        node.pause().pause(POLL);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void log(Session session, TokenReply reply) {
    var id = session.key().id();
    switch (reply) {
      case TokenReply.Granted _ -> LOG.log(System.Logger.Level.DEBUG, "session {0}: refreshed", id);
      case TokenReply.Dead(var error) ->
          LOG.log(
              System.Logger.Level.WARNING,
              "session {0}: the provider refuses the grant, {1}",
              id,
              error);
      case TokenReply.OursIsWrong(var error) ->
          LOG.log(
              System.Logger.Level.ERROR,
              "app {0}: the provider refuses our client credentials, {1}",
              session.key().app(),
              error);
      case TokenReply.Refused(var error) ->
          LOG.log(
              System.Logger.Level.WARNING,
              "session {0}: the provider refused the refresh, {1}",
              id,
              error);
      case TokenReply.NotDone(var why, _, _) ->
          LOG.log(System.Logger.Level.WARNING, "session {0}: not refreshed, {1}", id, why);
      case TokenReply.InDoubt(var why) ->
          LOG.log(System.Logger.Level.WARNING, "session {0}: a refresh is in doubt, {1}", id, why);
    }
  }
}
