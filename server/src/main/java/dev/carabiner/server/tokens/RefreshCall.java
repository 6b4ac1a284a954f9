package dev.carabiner.server.tokens;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.base.Fault;
import dev.carabiner.server.exchanges.Conversation;
import dev.carabiner.server.governor.Permit;
import dev.carabiner.server.oauth.OAuthClient;
import dev.carabiner.server.oauth.RefreshRequest;
import dev.carabiner.server.oauth.TokenCalls;
import dev.carabiner.server.oauth.TokenReply;
import dev.carabiner.server.sessions.Asked;
import dev.carabiner.server.sessions.Departure;
import dev.carabiner.server.sessions.Receipts;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.sessions.TokenSet;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// Asks the provider for a claimed session and lands what it says. What is granted is in the
/// journal before it is anywhere else.
///
/// After the deadline the session is in doubt, and the call goes on for a while: an answer that
/// comes late may hold the only copy of a rotated token, and lands by the rule for late ones.
final class RefreshCall {
  private static final System.Logger LOG = System.getLogger(RefreshCall.class.getName());

  /// For the decision, shorter than a claim's lease.
  private static final Duration DEADLINE = Duration.ofSeconds(15);

  private static final Duration LATEST = Duration.ofSeconds(45);

  private final SessionStore store;
  private final TokenCalls calls;
  private final Landing landing;
  private final Rotations rotations;
  private final Credentials credentials;
  private final Vault vault;
  private final World world;
  private final RefreshTelling telling;

  RefreshCall(
      RefreshRooms rooms,
      Landing landing,
      Rotations rotations,
      Credentials credentials,
      World world,
      RefreshTelling telling) {
    this.store = rooms.store();
    this.calls = rooms.calls();
    this.vault = rooms.vault();
    this.landing = landing;
    this.rotations = rotations;
    this.credentials = credentials;
    this.world = world;
    this.telling = telling;
  }

  /// What is refreshed.
  ///
  /// @param mayKill whether a second use of its refresh token may end the grant
  record Claimed(Session session, Way way, boolean mayKill) {
    private ConnectedApp app() {
      return way.app();
    }
  }

  /// How it gets to the provider.
  ///
  /// @param permit of the provider's gate
  record Way(ConnectedApp app, OAuthClient client, Permit permit) {}

  /// Returns when the reply has landed, or the deadline has passed and the session is in doubt.
  FlightEnd run(Claimed claimed, Receipts.Receipt receipt, Departure departure) {
    var session = claimed.session();
    Secret refreshToken;
    try {
      refreshToken = refreshToken(session);
    } catch (SealBroken broken) {
      receipt.end();
      landing.corrupt(session);
      return FlightEnd.NOW;
    }
    departure
        .marking(() -> receipt.asking(Asked.Refresh.of(session)))
        .provided(() -> isStillOurs(session));
    Conversation.knows(refreshToken);
    var conversation = Conversation.current();
    var granted = new AtomicBoolean();
    var inTime = new CompletableFuture<TokenReply>();
    world
        .workers()
        .start(() -> {
          Supplier<TokenReply> asking = () -> ask(claimed, refreshToken, departure);
          var reply = conversation.map(heard -> heard.during(asking)).orElseGet(asking);
          granted.set(reply instanceof TokenReply.Granted);
          keep(receipt, reply, departure);
          if (!inTime.complete(reply)) {
            late(claimed, receipt, reply, departure);
            telling.late(conversation, session, reply);
          }
        });
    if (!await(inTime) && inTime.complete(new TokenReply.InDoubt("the deadline passed"))) {
      // a machine that stood still may have been given it too, though it has not looked yet
      var inHand = granted.get() || departure.stoodStill(DEADLINE);
      tellGate(claimed, inTime.join(), departure);
      landDoubt(claimed.session(), inTime.join(), inHand);
      return FlightEnd.NOW;
    }
    var reply = inTime.join();
    tellGate(claimed, reply, departure);
    land(claimed, reply, departure);
    receipt.end();
    learn(claimed.app(), refreshToken, reply);
    return FlightEnd.NOW;
  }

  private TokenReply ask(Claimed claimed, Secret refreshToken, Departure departure) {
    var app = claimed.app();
    var request =
        new RefreshRequest(
            refreshToken,
            claimed.session().grant().requested(),
            world.redirectUris().of(app.key()),
            latest(claimed, departure.latestNow()));
    try {
      return calls.refresh(claimed.way().client(), request, departure);
    } catch (Fault notSent) {
      return new TokenReply.NotDone(
          "nothing was sent: " + notSent.getMessage(), Optional.empty(), true);
    } catch (RuntimeException bug) {
      LOG.log(System.Logger.Level.ERROR, "a call to a provider ended in trouble of our own", bug);
      return new TokenReply.InDoubt("trouble of our own");
    }
  }

  /// An answer that comes late may hold the only living refresh token. It is waited for until
  /// somebody may send the old one again: where that may end the grant, at the end of the stored
  /// token.
  private static Duration latest(Claimed claimed, Instant now) {
    if (!claimed.mayKill()) return LATEST;
    var life =
        claimed
            .session()
            .grant()
            .tokens()
            .flatMap(TokenSet::end)
            .map(end -> Duration.between(now, end))
            .orElse(LATEST);
    var least = DEADLINE.plus(Landing.CHANCE);
    if (life.compareTo(least) < 0) return least;
    return life.compareTo(LATEST) < 0 ? life : LATEST;
  }

  /// The answer of an earlier try lands on whatever claim there is; its refresh token may be spent
  /// then.
  private boolean isStillOurs(Session session) {
    var key = session.key();
    return store
        .find(key.workspace(), key.id())
        .filter(found -> found.session().renewal().fence() == session.renewal().fence())
        .isPresent();
  }

  /// The commit may still succeed where the journal does not.
  private static void keep(Receipts.Receipt receipt, TokenReply reply, Departure departure) {
    if (!(reply instanceof TokenReply.Granted(var grant))) return;
    try {
      receipt.granted(grant, departure.start());
    } catch (RuntimeException trouble) {
      LOG.log(System.Logger.Level.ERROR, "an answer is not in the journal", trouble);
    }
  }

  /// The receipt belongs to the call, which goes on. Without this commit the claim runs out, and
  /// whoever takes it over finds the same doubt.
  private void landDoubt(Session session, TokenReply doubt, boolean inHand) {
    log(session, doubt);
    try {
      landing.inDoubtMeanwhile(session, "the deadline passed", inHand);
    } catch (Fault trouble) {
      LOG.log(System.Logger.Level.ERROR, "a doubt is not in the store", trouble);
    }
    telling.ended(session, doubt);
  }

  private void land(Claimed claimed, TokenReply reply, Departure departure) {
    log(claimed.session(), reply);
    landing.land(claimed.session(), reply, departure.start());
    credentials.heard(claimed.app(), reply);
    telling.ended(claimed.session(), reply);
  }

  private void late(
      Claimed claimed, Receipts.Receipt receipt, TokenReply reply, Departure departure) {
    try {
      if (reply instanceof TokenReply.Granted(var grant)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "session {0}: the answer came after the deadline",
            claimed.session().key().id());
        landing.late(Asked.Refresh.of(claimed.session()), grant, departure.start());
      } else {
        // the doubt may be in the journal alone
        landing.settle(Asked.Refresh.of(claimed.session()));
      }
      receipt.end();
    } catch (RuntimeException trouble) {
      receipt.abandon();
      LOG.log(System.Logger.Level.ERROR, "a late answer stays in the journal", trouble);
    }
  }

  /// That the other nodes do not hear of it is no reason to drop the reply.
  private static void tellGate(Claimed claimed, TokenReply reply, Departure departure) {
    try {
      Passage.end(claimed.way().permit(), reply, departure);
    } catch (Fault trouble) {
      LOG.log(
          System.Logger.Level.WARNING, "the other nodes were not told: {0}", trouble.getMessage());
    }
  }

  private void learn(ConnectedApp app, Secret sent, TokenReply reply) {
    if (reply instanceof TokenReply.Granted(var grant))
      rotations.learn(app, sent, grant.refreshToken());
  }

  private boolean await(CompletableFuture<TokenReply> inTime) {
    try {
      return world.workers().await(inTime, DEADLINE);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Secret refreshToken(Session session) {
    var sealed = session.grant().tokens().flatMap(TokenSet::refreshToken).orElseThrow();
    return vault.open(
        sealed, session.key().binding("refresh_token", session.renewal().generation()));
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
              System.Logger.Level.WARNING,
              "session {0}: not refreshed, the provider refuses our client credentials, {1}",
              id,
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
