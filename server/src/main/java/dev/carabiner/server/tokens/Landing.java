package dev.carabiner.server.tokens;

import dev.carabiner.server.oauth.Grant;
import dev.carabiner.server.oauth.TokenReply;
import dev.carabiner.server.sessions.Asked;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Patience;
import dev.carabiner.server.sessions.ProviderAccount;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Receipts;
import dev.carabiner.server.sessions.Recovery;
import dev.carabiner.server.sessions.Revoking;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.sessions.TokenSet;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Makes the reply to a refresh durable. Nobody is told of a token before its commit; a reply that
/// comes after its claim is gone, from the wire or from the journal, obeys one rule, by state and
/// generation.
final class Landing implements Recovery.Replay<Asked.Refresh> {
  private static final System.Logger LOG = System.getLogger(Landing.class.getName());

  /// How long an answer that is late has its chance before anybody sends the old refresh token
  /// again, where that may end the grant.
  static final Duration CHANCE = Duration.ofSeconds(12);

  private final SessionStore store;
  private final Settlement settlement;
  private final Revoking revoking;
  private final Rotations rotations;
  private final Vault vault;
  private final Patience patience;

  Landing(
      SessionStore store,
      Settlement settlement,
      Revoking revoking,
      Rotations rotations,
      Vault vault,
      Patience patience) {
    this.store = store;
    this.settlement = settlement;
    this.revoking = revoking;
    this.rotations = rotations;
    this.vault = vault;
    this.patience = patience;
  }

  /// Commits what the reply means for the session that was claimed.
  void land(Session claimed, TokenReply reply, Instant sent) {
    if (settled(claimed, arrival(claimed.key(), reply, sent))) return;
    if (reply instanceof TokenReply.Granted(var grant))
      late(Asked.Refresh.of(claimed), grant, sent);
  }

  /// As [#land], where another node's refresh token may be on its way back: nobody tries again
  /// before `notBefore`.
  void inDoubt(Session claimed, String why, Optional<Instant> notBefore) {
    var arrival = arrival(claimed.key(), new TokenReply.InDoubt(why), Instant.MIN);
    commit(settlement.of(claimed, arrival.notBefore(notBefore)));
  }

  /// The deadline has passed, and the call goes on: its answer may still come.
  ///
  /// @param inHand whether its answer may be in this node's hands, which may stop before it lands
  void inDoubtMeanwhile(Session claimed, String why, boolean inHand) {
    var arrival = arrival(claimed.key(), new TokenReply.InDoubt(why), Instant.MIN);
    var soon = arrival.now().plus(CHANCE);
    var ownersTime = claimed.renewal().claim().orElseThrow().ownersTime();
    Optional<Instant> notBefore =
        rotations.mayKill(claimed.key())
            ? Optional.of(inHand && soon.isBefore(ownersTime) ? ownersTime : soon)
            : Optional.empty();
    commit(settlement.of(claimed, arrival.notBefore(notBefore)));
  }

  /// Notes that the session's stored tokens do not open.
  void corrupt(Session session) {
    var id = session.key().id();
    LOG.log(System.Logger.Level.ERROR, "session {0}: its stored token does not open", id);
    store.commit(settlement.corrupt(session, store.now()));
  }

  /// A grant that came after its claim was gone. A session that is over: to be revoked. The same
  /// generation still waits for it: it lands. A newer generation: kept as an orphan, sealed, until
  /// the newer token has proved itself.
  void late(Asked.Refresh asked, Grant grant, Instant sent) {
    while (true) {
      var reading =
          patience.with(() -> store.find(asked.session().workspace(), asked.session().id()));
      if (reading.isEmpty() || reading.get().session().state().isFinal()) {
        revoke(asked, grant, sent);
        return;
      }
      var current = reading.get().session();
      var reply = new TokenReply.Granted(grant);
      if (current.renewal().generation() == asked.generation() && mayStillLand(current.state())) {
        if (settled(current, arrival(current.key(), reply, sent))) return;
      } else if (!current.times().connected().equals(asked.connected())) {
        afterAnotherGrant(current, asked, grant, sent);
        return;
      } else if (isProved(current, asked) || keepOrphan(current, grant)) {
        return;
      }
    }
  }

  /// Whether the newer token has been used since: then an older one is nobody's way back, and may
  /// be spent itself, in a receipt whose end a crash has undone.
  private static boolean isProved(Session current, Asked.Refresh asked) {
    return current.renewal().generation() > asked.generation() + 1;
  }

  private Settlement.Arrival arrival(Session.Key session, TokenReply reply, Instant sent) {
    var policy = patience.with(() -> rotations.of(session));
    return new Settlement.Arrival(reply, sent, patience.with(store::now), policy, Optional.empty());
  }

  /// The user has connected anew meanwhile. Of another account, the former grant was to be revoked;
  /// of the same or an unknown one, it may be the same grant and is left alone.
  private void afterAnotherGrant(Session current, Asked.Refresh asked, Grant grant, Instant sent) {
    var mine = asked.account().map(id -> account(id));
    if (ProviderAccount.differ(current.grant().account(), mine)) revoke(asked, grant, sent);
    else
      LOG.log(
          System.Logger.Level.INFO,
          "session {0}: the answer for generation {1} came after a reconnect and is not needed",
          asked.session().id(),
          asked.generation());
  }

  private static ProviderAccount account(String id) {
    return new ProviderAccount(id, Optional.empty(), Optional.empty());
  }

  private boolean keepOrphan(Session current, Grant grant) {
    if (grant.refreshToken().isEmpty() || isCurrent(current, grant.refreshToken().get()))
      return true;
    var generation = current.renewal().generation();
    LOG.log(
        System.Logger.Level.WARNING,
        "session {0}: an answer came after a newer one; its refresh token is kept in case",
        current.key().id());
    var sealed =
        vault.seal(grant.refreshToken().get(), current.key().binding("orphan", generation));
    commit(Change.of(new Change.Step.KeepOrphan(current.key(), generation, sealed)));
    var after = patience.with(() -> store.find(current.key().workspace(), current.key().id()));
    return after.filter(found -> found.session().renewal().generation() != generation).isEmpty();
  }

  private boolean isCurrent(Session current, Secret token) {
    var binding = current.key().binding("refresh_token", current.renewal().generation());
    try {
      return current
          .grant()
          .tokens()
          .flatMap(TokenSet::refreshToken)
          .filter(sealed -> vault.open(sealed, binding).matches(token))
          .isPresent();
    } catch (SealBroken broken) {
      return false;
    }
  }

  private void revoke(Asked.Refresh asked, Grant grant, Instant sent) {
    var key = asked.session();
    var late = settlement.alone(grant, asked.account().map(Landing::account), sent, key::lateAt);
    revoking
        .queue(key, late, key::lateAt, patience.with(store::now))
        .ifPresent(step -> commit(Change.of(step)));
  }

  private static boolean mayStillLand(SessionState state) {
    return switch (state) {
      case SessionState.Connected() -> true;
      case SessionState.NeedsReconnect(var why) -> why.equals(Reason.ROTATION_LOST);
      case SessionState.Pending(), SessionState.Revoked(), SessionState.Expired _ -> false;
    };
  }

  /// A refresh token that has to be carried over and does not open ends the session.
  private boolean settled(Session session, Settlement.Arrival arrival) {
    try {
      return commit(settlement.of(session, arrival));
    } catch (SealBroken broken) {
      corrupt(session);
      return true;
    }
  }

  /// What is in hand may be the only copy of a rotated token.
  private boolean commit(Change change) {
    return patience.with(() -> store.commit(change));
  }

  @Override
  public boolean land(Asked.Refresh asked, Receipts.Granted granted) {
    late(asked, granted.grant(), granted.start());
    return true;
  }

  @Override
  public boolean settle(Asked.Refresh asked) {
    var reading = store.find(asked.session().workspace(), asked.session().id());
    if (reading.isPresent() && isStillClaimed(reading.get().session(), asked))
      inDoubt(reading.get().session(), "this node stopped before an answer came", Optional.empty());
    return true;
  }

  private static boolean isStillClaimed(Session session, Asked.Refresh asked) {
    return session.renewal().claim().isPresent() && session.renewal().fence() == asked.fence();
  }

  @Override
  public boolean isForgotten(Asked.Refresh asked) {
    return store
        .find(asked.session().workspace(), asked.session().id())
        .filter(reading -> reading.session().renewal().generation() == asked.generation())
        .filter(reading -> mayStillLand(reading.session().state()))
        .isPresent();
  }
}
