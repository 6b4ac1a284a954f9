package dev.carabiner.server.tokens;

import dev.carabiner.server.oauth.Grant;
import dev.carabiner.server.oauth.TokenReply;
import dev.carabiner.server.providers.RotationPolicy;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Change.Step.ReplaceSession;
import dev.carabiner.server.sessions.Events;
import dev.carabiner.server.sessions.GrantSealer;
import dev.carabiner.server.sessions.ProviderGrant;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.TokenSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What the reply to a refresh means for its session. Pure: the same session, reply and times give
/// the same change.
final class Settlement {
  private static final Duration SECOND_OPINION = Duration.ofSeconds(7);
  private static final Duration PROBE = Duration.ofSeconds(30);
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
  record Arrival(TokenReply reply, Instant sent, Instant now, RotationPolicy policy) {}

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

  /// The grant that follows the session's own after a refresh, sealed to the next generation.
  ProviderGrant renewed(Session session, Grant grant, Instant sent) {
    var generation = session.renewal().generation();
    return sealer.renewed(
        session.grant(),
        grant,
        sent,
        field -> session.key().binding(field, generation),
        field -> session.key().binding(field, generation + 1));
  }

  private Change granted(Session session, Grant grant, Arrival arrival) {
    var renewed = session.renewed(renewed(session, grant, arrival.sent()), arrival.now());
    var change = Change.of(new ReplaceSession(session, renewed));
    var scopesStay = renewed.grant().granted().equals(session.grant().granted());
    return scopesStay
        ? change
        : change.and(events.of(Events.SCOPES_CHANGED, renewed, arrival.now()));
  }

  /// One `invalid_grant` may be a slip of the provider. Where asking again does no harm, only a
  /// second one ends the grant.
  private Change denied(Session session, Arrival arrival) {
    var now = arrival.now();
    if (session.renewal().inDoubtSince().isPresent())
      return ended(session, Reason.ROTATION_LOST, now);
    if (arrival.policy() == RotationPolicy.STRICT || session.renewal().deniedSince().isPresent())
      return ended(session, Reason.GRANT_REVOKED, now);
    var again = now.plus(SECOND_OPINION);
    return Change.of(
        new ReplaceSession(
            session,
            session.notRenewed(again, Optional.of(now), Optional.empty(), Optional.of(again))));
  }

  /// Sent without a usable answer. Where the old refresh token stays good for a while, it is tried
  /// again soon; otherwise the stored access token is served to its end first, since a reuse may
  /// end the whole grant.
  private Change inDoubt(Session session, Arrival arrival) {
    var soon = arrival.now().plus(backoff(session));
    return switch (arrival.policy()) {
      case NONE -> waits(session, soon, session.renewal().inDoubtSince());
      case GRACE, PREVIOUS_UNTIL_USED -> waits(session, soon, since(session, arrival));
      case STRICT, UNKNOWN -> {
        var end = session.grant().tokens().flatMap(TokenSet::end).orElse(soon);
        yield waits(session, end.isAfter(soon) ? end : soon, since(session, arrival));
      }
    };
  }

  private static Optional<Instant> since(Session session, Arrival arrival) {
    return session.renewal().inDoubtSince().or(() -> Optional.of(arrival.now()));
  }

  private static Change waits(Session session, Instant nextTry, Optional<Instant> inDoubt) {
    var due = session.renewal().deniedSince().map(_ -> nextTry);
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
