package dev.carabiner.server.tokens;

import dev.carabiner.server.apps.Keeping;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.TokenSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// What lies before a session as things stand. Pure: the same session and terms give the same.
///
/// @param ahead when its token is refreshed for those who read it
/// @param keepAlive when it is refreshed so that the provider does not end the grant for want of
///   use
/// @param end when its grant dies
/// @param warning from when on its application is to know of the end
public record Outlook(
    Optional<Instant> ahead,
    Optional<Instant> keepAlive,
    Optional<Instant> end,
    Optional<Instant> warning) {
  private static final Duration LONGEST_WARNING = Duration.ofDays(7);
  private static final Duration DAY = Duration.ofDays(1);
  private static final int SHARES = 1000;

  /// A token that may be old before its reads are written down is left to its readers.
  private static final Duration SHORTEST_LIFE = Reads.PAUSE.multipliedBy(2);

  /// What the provider and the app say of grants.
  ///
  /// @param hardEnd how long a grant lives, whatever happens
  /// @param idleEnd how long it lives without a refresh
  /// @param keepAlive how long after its last read it is kept
  record Terms(Optional<Duration> hardEnd, Optional<Duration> idleEnd, Duration keepAlive) {}

  static Outlook of(Session session, Terms terms) {
    var tokens = session.grant().tokens();
    if (!(session.state() instanceof SessionState.Connected) || tokens.isEmpty())
      return dying(session.grant().end(), Optional.empty());
    return tokens.get().refreshToken().isEmpty()
        ? withoutRefresh(tokens.get())
        : withRefresh(session, tokens.get(), terms);
  }

  /// The next time at which there is something to do, after `now`.
  Optional<Instant> next(Instant now) {
    return Stream.of(ahead, keepAlive, warning)
        .flatMap(Optional::stream)
        .filter(now::isBefore)
        .min(Instant::compareTo);
  }

  /// A token that lives for less than a day is no connection whose end comes as a surprise.
  private static Outlook withoutRefresh(TokenSet tokens) {
    var end = tokens.end().filter(at -> Duration.between(tokens.start(), at).compareTo(DAY) > 0);
    return dying(end, end.map(at -> at.minus(LONGEST_WARNING)));
  }

  private static Outlook dying(Optional<Instant> end, Optional<Instant> warning) {
    return new Outlook(Optional.empty(), Optional.empty(), end, warning);
  }

  private static Outlook withRefresh(Session session, TokenSet tokens, Terms terms) {
    var times = session.times();
    var hard =
        earlier(
            session.grant().end(),
            terms.hardEnd().flatMap(life -> times.connected().map(at -> at.plus(life))));
    var used = times.refreshed().or(times::connected).orElse(tokens.start());
    var idle = terms.idleEnd().map(used::plus);
    var superseded = session.supersededBy().isPresent();
    var ahead = superseded ? Optional.<Instant>empty() : ahead(session, tokens);
    var keepAlive =
        terms
            .idleEnd()
            .map(
                life -> used.plus(life).minus(lead(life)).minus(share(session, life.dividedBy(20))))
            .filter(_ -> !superseded)
            .filter(_ -> hard.isEmpty() || hard.get().isAfter(idle.orElseThrow()))
            .filter(at -> isWanted(session, used, terms.keepAlive(), at));
    var end = keepAlive.isPresent() ? hard : earlier(hard, idle);
    var notice =
        end.equals(hard) ? LONGEST_WARNING : noticeOfIdleEnd(terms.idleEnd().orElseThrow());
    return new Outlook(
        ahead, keepAlive, end, end.filter(_ -> !superseded).map(at -> at.minus(notice)));
  }

  /// Read while the present token lived: its successor will be read too.
  private static Optional<Instant> ahead(Session session, TokenSet tokens) {
    if (session.times().lastRead().filter(at -> !at.isBefore(tokens.start())).isEmpty())
      return Optional.empty();
    return aheadOf(session, tokens);
  }

  /// When a token that is read is refreshed ahead of its end: not all at the same time.
  static Optional<Instant> aheadOf(Session session, TokenSet tokens) {
    if (tokens.end().isEmpty() || tokens.refreshToken().isEmpty()) return Optional.empty();
    var end = tokens.end().get();
    var life = Duration.between(tokens.start(), end);
    if (life.compareTo(SHORTEST_LIFE) < 0) return Optional.empty();
    var ahead = Freshness.ahead(life);
    var room = ahead.minus(Freshness.margin(life)).dividedBy(2);
    return Optional.of(end.minus(ahead).plus(share(session, room)));
  }

  private static boolean isWanted(Session session, Instant used, Duration keepAlive, Instant at) {
    if (keepAlive.equals(Keeping.FOREVER)) return true;
    var read = session.times().lastRead().or(() -> session.times().connected()).orElse(used);
    return keepAlive.isPositive() && !read.plus(keepAlive).isBefore(at);
  }

  /// How long before the idle end the grant is refreshed: two days, or a tenth of a long life, or
  /// half of a short one.
  private static Duration lead(Duration life) {
    var tenth = life.dividedBy(10);
    var longer = tenth.compareTo(Duration.ofDays(2)) > 0 ? tenth : Duration.ofDays(2);
    var half = life.dividedBy(2);
    return longer.compareTo(half) < 0 ? longer : half;
  }

  /// Shorter than the time between two refreshes of a session that is in use.
  private static Duration noticeOfIdleEnd(Duration life) {
    var half = life.dividedBy(2);
    return half.compareTo(LONGEST_WARNING) < 0 ? half : LONGEST_WARNING;
  }

  private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    return Stream.of(one, other).flatMap(Optional::stream).min(Instant::compareTo);
  }

  /// A part of `whole` that is the same whenever it is asked for, and differs between sessions.
  private static Duration share(Session session, Duration whole) {
    var hash =
        session.key().id().value().hashCode() + Long.hashCode(session.renewal().generation());
    return whole.dividedBy(SHARES).multipliedBy(Math.floorMod(hash, SHARES));
  }
}
