package dev.carabiner.server.console.sessions;

import dev.carabiner.server.console.Times;
import dev.carabiner.server.console.sessions.Situation.Trouble;
import dev.carabiner.server.exchanges.Exchange;
import dev.carabiner.server.exchanges.Outcome;
import dev.carabiner.server.providers.Lifecycle;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.sessions.AppAlarm;
import dev.carabiner.server.sessions.Reading;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Gathers what a verdict hangs on.
final class Situations {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  private final Sources sources;

  Situations(Sources sources) {
    this.sources = sources;
  }

  /// A session's situation.
  ///
  /// @param exchanges its newest ones, the newest first
  Situation of(Session session, List<Exchange> exchanges, Instant now) {
    var app = sources.apps().find(session.key().app());
    var lives = sources.provider(app).map(Provider::lifecycle).map(Lifecycle::refreshTokens);
    return new Situation(
        session,
        sources.names(session),
        now,
        sources.outlooks().of(session, app),
        new Situation.Terms(
            lives.flatMap(Lifecycle.RefreshTokens::lifetime),
            lives.flatMap(Lifecycle.RefreshTokens::idleLifetime)),
        trouble(session, exchanges),
        exchanges.stream().filter(each -> each.verdict().outcome() == Outcome.DEAD).findFirst(),
        history(session));
  }

  /// The same for one of many in a list, without what only its own page shows.
  ///
  /// @param alarms of all apps
  Situation brief(Session session, List<AppAlarm> alarms, Instant now) {
    var app = sources.apps().find(session.key().app());
    var connected = session.state() instanceof SessionState.Connected;
    var alarm =
        alarms.stream()
            .filter(each -> connected && each.app().equals(session.key().app()))
            .findFirst();
    Optional<Trouble> waiting =
        connected && session.renewal().tries() > 0
            ? Optional.of(new Trouble.Silent(now))
            : Optional.empty();
    var pending = session.state() instanceof SessionState.Pending;
    return new Situation(
        session,
        sources.names(session),
        now,
        sources.outlooks().of(session, app),
        Situation.Terms.UNKNOWN,
        alarm.<Trouble>map(each -> new Trouble.Credentials(each, "")).or(() -> waiting),
        Optional.empty(),
        pending
            ? new Situation.History(
                sources.sessions().newestFlow(session.key()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())
            : Situation.History.NONE);
  }

  private Optional<Trouble> trouble(Session session, List<Exchange> exchanges) {
    if (!(session.state() instanceof SessionState.Connected)) return Optional.empty();
    var alarm = sources.alarms().find(session.key().app());
    if (alarm.isPresent())
      return Optional.of(new Trouble.Credentials(alarm.get(), connected(session)));
    if (session.renewal().tries() == 0) return Optional.empty();
    var failed = exchanges.stream().filter(each -> each.asked().kind().equals("refresh")).toList();
    if (failed.isEmpty() || failed.getFirst().verdict().outcome() == Outcome.GRANTED)
      return Optional.of(new Trouble.Silent(session.times().refreshed().orElseThrow()));
    var last = failed.getFirst();
    if (last.answered().status().filter(status -> status == TOO_MANY_REQUESTS).isPresent())
      return session.renewal().nextTry().map(Trouble.ToldToWait::new);
    if (last.verdict().word().isPresent() && hasRefused(last))
      return Optional.of(
          new Trouble.Declined(
              last.verdict().word().get(), last.span().last(), session.renewal().nextTry()));
    var since =
        failed.stream()
            .takeWhile(each -> each.verdict().outcome() != Outcome.GRANTED)
            .map(each -> each.span().first())
            .min(Instant::compareTo)
            .orElse(last.span().first());
    return Optional.of(new Trouble.Silent(since));
  }

  private static boolean hasRefused(Exchange exchange) {
    return exchange
        .answered()
        .status()
        .filter(status -> status < SERVER_ERRORS && status != TOO_MANY_REQUESTS)
        .isPresent();
  }

  private String connected(Session session) {
    return sources
        .browsing()
        .counts(session.key().workspace(), Optional.of(session.key().app()))
        .stream()
        .filter(count -> count.word().equals("connected"))
        .map(count -> Times.counted(count.amount(), "session") + (count.exact() ? "" : " or more"))
        .findFirst()
        .orElse("its sessions");
  }

  private Situation.History history(Session session) {
    var key = session.key();
    return new Situation.History(
        sources.sessions().newestFlow(key),
        session
            .supersededBy()
            .flatMap(newer -> sources.sessions().find(key.workspace(), newer))
            .map(Reading::session)
            .flatMap(newer -> newer.times().connected()),
        session.state().isFinal()
            ? sources.sessions().newestRevocation(key.workspace(), key.id())
            : Optional.empty(),
        ended(session));
  }

  /// A row that is over knows when it goes, and thereby since when it is.
  private Optional<Instant> ended(Session session) {
    Optional<Duration> kept =
        switch (session.state()) {
          case SessionState.Revoked() -> Optional.of(sources.retention().revoked());
          case SessionState.Expired _ -> Optional.of(sources.retention().pending());
          case SessionState.Pending(), SessionState.Connected(), SessionState.NeedsReconnect _ ->
              Optional.empty();
        };
    return kept.flatMap(span -> session.times().due().map(due -> due.minus(span)));
  }
}
