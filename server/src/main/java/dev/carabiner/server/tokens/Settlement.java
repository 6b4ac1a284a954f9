package dev.carabiner.server.tokens;

import dev.carabiner.server.oauth.Grant;
import dev.carabiner.server.oauth.TokenReply;
import dev.carabiner.server.providers.RotationPolicy;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Change.Step.ReplaceSession;
import dev.carabiner.server.sessions.Events;
import dev.carabiner.server.sessions.GrantSealer;
import dev.carabiner.server.sessions.ProviderAccount;
import dev.carabiner.server.sessions.ProviderGrant;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.SealedAt;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.TokenSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the reply to a refresh means for its session. Pure: the same session, reply and times give
/// the same change.
final class Settlement {
  /// Between a first `invalid_grant` and the second opinion.
  private static final Duration SECOND_OPINION = Duration.ofSeconds(7);

  /// Between tries with credentials or requests that the provider refuses.
  static final Duration PROBE = Duration.ofSeconds(30);

  /// After a token that is dead, or as good as dead, when it comes: three refreshes a minute.
  private static final Duration REST = Duration.ofSeconds(20);

  private static final Duration SPENT = Duration.ofSeconds(1);
  private static final Duration UNKNOWN_LIFE = Duration.ofHours(1);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(15);

  private final GrantSealer sealer;
  private final Events events;

  Settlement(GrantSealer sealer, Events events) {
    this.sealer = sealer;
    this.events = events;
  }

  /// A reply and when it belongs.
  ///
  /// @param sent when the life of granted tokens began
  /// @param now the store's time
  /// @param policy what becomes of a refresh token that has been used
  /// @param notBefore nobody tries again before this time, where it is later than the rule's own
  record Arrival(
      TokenReply reply,
      Instant sent,
      Instant now,
      RotationPolicy policy,
      Optional<Instant> notBefore) {
    Arrival notBefore(Optional<Instant> time) {
      return new Arrival(reply, sent, now, policy, time);
    }
  }

  /// The change that the reply makes of `session`.
  Change of(Session session, Arrival arrival) {
    var now = arrival.now();
    return switch (arrival.reply()) {
      case TokenReply.Granted(var grant) -> granted(session, grant, arrival);
      case TokenReply.Dead _ -> denied(session, arrival);
      case TokenReply.OursIsWrong _ ->
          waits(session, now.plus(PROBE), session.renewal().inDoubtSince());
      case TokenReply.Refused _ ->
          waits(session, now.plus(PROBE), session.renewal().inDoubtSince());
      case TokenReply.NotDone(_, var retryAfter, _) ->
          waits(
              session,
              now.plus(retryAfter.orElse(backoff(session))),
              session.renewal().inDoubtSince());
      case TokenReply.InDoubt _ -> inDoubt(session, arrival);
    };
  }

  /// The stored tokens do not open.
  Change corrupt(Session session, Instant now) {
    return ended(session, Reason.DATA_CORRUPT, now);
  }

  /// A grant that follows nobody's.
  ProviderGrant alone(Grant grant, Optional<ProviderAccount> account, Instant sent, SealedAt at) {
    return sealer.first(grant, List.of(), account, sent, at);
  }

  private ProviderGrant renewed(Session session, Grant grant, Instant sent) {
    var generation = session.renewal().generation();
    return sealer.renewed(
        session.grant(),
        grant,
        sent,
        field -> session.key().binding(field, generation),
        field -> session.key().binding(field, generation + 1));
  }

  private Change granted(Session session, Grant grant, Arrival arrival) {
    var landed = session.renewed(renewed(session, grant, arrival.sent()), arrival.now());
    var renewed =
        isSpent(landed, arrival.now()) ? landed.restingUntil(arrival.now().plus(REST)) : landed;
    var change = Change.of(new ReplaceSession(session, renewed));
    if (session.state() instanceof SessionState.NeedsReconnect)
      change = change.and(events.of(Events.CONNECTED, renewed, arrival.now()));
    var scopesStay = renewed.grant().granted().equals(session.grant().granted());
    return scopesStay
        ? change
        : change.and(events.of(Events.SCOPES_CHANGED, renewed, arrival.now()));
  }

  /// A token that is dead when it comes would be refreshed again at once, and so for ever.
  private static boolean isSpent(Session landed, Instant now) {
    return landed
        .grant()
        .tokens()
        .flatMap(TokenSet::end)
        .filter(end -> Duration.between(now, end).compareTo(SPENT) <= 0)
        .isPresent();
  }

  /// One `invalid_grant` may be a slip of the provider. Where asking again does no harm, only a
  /// second one ends the grant. A refresh token that came late has its turn before anything ends.
  private Change denied(Session session, Arrival arrival) {
    var now = arrival.now();
    if (session.renewal().orphan().isPresent()) return fallBack(session, now);
    var doubted = session.renewal().inDoubtSince().isPresent();
    var certain =
        switch (arrival.policy()) {
          case STRICT -> true;
          case UNKNOWN -> doubted;
          case NONE, GRACE, PREVIOUS_UNTIL_USED -> false;
        };
    if (certain || session.renewal().deniedSince().isPresent())
      return ended(session, doubted ? Reason.ROTATION_LOST : Reason.GRANT_REVOKED, now);
    var again = now.plus(SECOND_OPINION);
    return Change.of(
        new ReplaceSession(
            session,
            session.notRenewed(
                again, Optional.of(now), session.renewal().inDoubtSince(), Optional.of(again))));
  }

  private Change fallBack(Session session, Instant now) {
    var generation = session.renewal().generation();
    var grant =
        sealer.withRefreshToken(
            session.grant(),
            session.renewal().orphan().orElseThrow(),
            field -> session.key().binding(field, generation),
            field -> session.key().binding(field, generation + 1));
    return Change.of(new ReplaceSession(session, session.fallingBack(grant, now)));
  }

  /// Sent without a usable answer. Where the old refresh token stays good for a while, it is tried
  /// again soon; otherwise the stored access token is served to its end first, since a reuse may
  /// end the whole grant.
  private Change inDoubt(Session session, Arrival arrival) {
    var soon = later(arrival.now().plus(backoff(session)), arrival.notBefore());
    return switch (arrival.policy()) {
      case NONE -> waits(session, soon, session.renewal().inDoubtSince());
      case GRACE, PREVIOUS_UNTIL_USED -> waits(session, soon, since(session, arrival));
      case STRICT, UNKNOWN ->
          waits(
              session,
              later(soon, Optional.of(lifeEnd(session, arrival.now()))),
              since(session, arrival));
    };
  }

  /// A living token of unknown end is served for a good while before a refresh token is sent again
  /// that may end its grant.
  private static Instant lifeEnd(Session session, Instant now) {
    return session.grant().tokens().flatMap(TokenSet::end).orElse(now.plus(UNKNOWN_LIFE));
  }

  private static Instant later(Instant one, Optional<Instant> other) {
    return other.filter(one::isBefore).orElse(one);
  }

  private static Optional<Instant> since(Session session, Arrival arrival) {
    return session.renewal().inDoubtSince().or(() -> Optional.of(arrival.now()));
  }

  private static Change waits(Session session, Instant nextTry, Optional<Instant> inDoubt) {
    var due = session.renewal().deniedSince().or(() -> inDoubt).map(_ -> nextTry);
    return Change.of(
        new ReplaceSession(
            session, session.notRenewed(nextTry, session.renewal().deniedSince(), inDoubt, due)));
  }

  private Change ended(Session session, Reason why, Instant now) {
    var ended = session.needsReconnect(why);
    return Change.of(
        new ReplaceSession(session, ended), events.of(Events.NEEDS_RECONNECT, ended, now));
  }

  private static Duration backoff(Session session) {
    var exponential = Duration.ofSeconds(1L << Math.min(session.renewal().tries(), 4));
    return exponential.compareTo(LONGEST_BACKOFF) < 0 ? exponential : LONGEST_BACKOFF;
  }
}
