package dev.carabiner.server.sessions;

import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.vault.Binding;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Sealed;
import dev.carabiner.vault.Vault;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// The local half of a revocation: final in the commit that answers. The provider's half is queued
/// in the same commit.
public final class Revoking {
  private static final System.Logger LOG = System.getLogger(Revoking.class.getName());
  private static final int BATCH = 100;

  private final SessionStore store;
  private final Vault vault;
  private final Events events;
  private final RandomValues random;
  private final Retention retention;

  public Revoking(
      SessionStore store, Vault vault, Events events, RandomValues random, Retention retention) {
    this.store = store;
    this.vault = vault;
    this.events = events;
    this.random = random;
    this.retention = retention;
  }

  /// Revokes a session. Once this has answered true, no later read on any node returns a token of
  /// it.
  ///
  /// @return false if the workspace has no such session, or one that expired; true also when it was
  ///   revoked before
  public boolean revoke(Workspace workspace, SessionId id) {
    while (true) {
      var reading = store.find(workspace, id);
      if (reading.isEmpty()) return false;
      var session = reading.get().session();
      switch (session.state()) {
        case SessionState.Revoked() -> {
          return true;
        }
        case SessionState.Expired _ -> {
          return false;
        }
        case SessionState.Pending(), SessionState.Connected(), SessionState.NeedsReconnect _ -> {
          if (store.commit(revoking(session, reading.get().now()))) return true;
        }
      }
    }
  }

  /// Revokes every session of a user and deletes the rows.
  ///
  /// @return how many there were
  public int forgetUser(Workspace workspace, String userId) {
    var forgotten = 0;
    while (true) {
      var sessions = store.ofUser(workspace, userId, BATCH);
      if (sessions.isEmpty()) return forgotten;
      for (var session : sessions) {
        revoke(workspace, session.key().id());
        store.delete(session.key());
        forgotten++;
      }
    }
  }

  /// The step that has a token set revoked at the provider; its seals are moved to the revocation's
  /// own place.
  ///
  /// @param from how to name the place that a field of the token set is sealed to
  public Optional<Change.Step> queue(
      Session.Key key, ProviderGrant grant, SealedAt from, Instant now) {
    return queue(key, grant, from, false, Revocation.Standing.queued(now, now));
  }

  private Optional<Change.Step> queue(
      Session.Key key,
      ProviderGrant grant,
      SealedAt from,
      boolean doubtful,
      Revocation.Standing standing) {
    if (grant.tokens().isEmpty()) return Optional.empty();
    var id = random.next();
    try {
      var tokens = grant.tokens().get();
      var access =
          vault.reseal(
              tokens.accessToken(),
              from.field("access_token"),
              Revocation.binding(key, id, "access_token"));
      var refresh =
          tokens
              .refreshToken()
              .map(sealed ->
                  vault.reseal(
                      sealed,
                      from.field("refresh_token"),
                      Revocation.binding(key, id, "refresh_token")));
      var moved = new TokenSet(access, refresh, tokens.start(), tokens.end());
      var kept = keptAt(grant, from, Revocation.binding(key, id, "kept"));
      var account =
          grant
              .account()
              .map(known -> new ProviderAccount(known.id(), Optional.empty(), Optional.empty()));
      return Optional.of(
          new Change.Step.QueueRevocation(
              new Revocation(id, key, account, Optional.of(moved), doubtful, standing, kept)));
    } catch (SealBroken broken) {
      LOG.log(
          System.Logger.Level.WARNING,
          "session {0}: its tokens do not open, so they cannot be revoked at the provider",
          key.id());
      return Optional.empty();
    }
  }

  /// Kept values that do not open are no reason not to revoke.
  private Optional<Sealed> keptAt(ProviderGrant grant, SealedAt from, Binding to) {
    try {
      return grant.kept().map(sealed -> vault.reseal(sealed, from.field("kept"), to));
    } catch (SealBroken broken) {
      return Optional.empty();
    }
  }

  /// What a new grant in place of a session's own does to the former one: of another account, it is
  /// to be revoked; of the same or an unknown account, it may be the same grant and is left alone.
  public Change formerGrant(Session session, ProviderGrant next, Instant now) {
    return ProviderAccount.differ(session.grant().account(), next.account())
        ? queueOwn(session, now)
        : Change.NOTHING;
  }

  private Change revoking(Session session, Instant now) {
    var revoked = session.revoked(now.plus(retention.revoked()));
    var change =
        Change.of(
            new Change.Step.ReplaceSession(session, revoked),
            events.of(Events.REVOKED, revoked, now));
    for (var flow : store.flowsHolding(session.key())) change = change.and(emptied(flow, now));
    // last, since the newest one's receipt is the session's
    return change.and(queueOwn(session, now));
  }

  /// The session's own tokens, and before them a refresh token that came late, not before a refresh
  /// under way must have ended.
  private Change queueOwn(Session session, Instant now) {
    var renewal = session.renewal();
    var flightEnd = renewal.claim().map(Renewal.Claim::until).filter(until -> until.isAfter(now));
    var standing = Revocation.Standing.queued(now, flightEnd.orElse(now));
    var doubtful = renewal.claim().isPresent() || renewal.inDoubtSince().isPresent();
    SealedAt own = field -> session.key().binding(field, renewal.generation());
    var orphan =
        withOrphan(session)
            .flatMap(grant ->
                queue(
                    session.key(),
                    grant,
                    field -> own.field(field.equals("refresh_token") ? "orphan" : field),
                    doubtful,
                    standing));
    var tokens = queue(session.key(), session.grant(), own, doubtful, standing);
    return new Change(Stream.concat(orphan.stream(), tokens.stream()).toList());
  }

  private static Optional<ProviderGrant> withOrphan(Session session) {
    return session
        .renewal()
        .orphan()
        .flatMap(orphan ->
            session
                .grant()
                .tokens()
                .map(set ->
                    new TokenSet(set.accessToken(), Optional.of(orphan), set.start(), set.end())))
        .map(set -> session.grant().withTokens(Optional.of(set)));
  }

  /// A flow without the unconfirmed grant that it held.
  private Change emptied(Flow flow, Instant now) {
    var slot =
        ((Flow.Step.Granted) flow.step())
            .confirmation()
            .flatMap(Flow.Confirmation::slot)
            .orElseThrow();
    var failed =
        new Flow.Step.Failed(flow.stateHash(), "access_denied", Reason.NOT_CONFIRMED.sentence());
    var change = Change.of(new Change.Step.ReplaceFlow(flow, flow.at(failed)));
    return queue(flow.session(), slot, flow::binding, now).map(change::and).orElse(change);
  }
}
