package dev.carabiner.server.console.overview;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.console.Times;
import dev.carabiner.server.console.parts.Lifetime;
import dev.carabiner.server.console.parts.Mark;
import dev.carabiner.server.console.sessions.Sources;
import dev.carabiner.server.providers.Lifecycle;
import dev.carabiner.server.sessions.Concerns;
import dev.carabiner.server.sessions.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Grants whose end was foretold and comes soon. What was foretold is computed anew: a session that
/// was used since may live on.
public final class Endings {
  static final Duration SOON = Duration.ofDays(7);

  /// So many foretold ones are looked at.
  private static final int LOOKED_AT = 500;

  private static final int WHOLE = 100;

  private final Sources sources;
  private final Concerns concerns;

  Endings(Sources sources, Concerns concerns) {
    this.sources = sources;
    this.concerns = concerns;
  }

  /// Those that come soon.
  ///
  /// @param rows the soonest first
  public record Soon(List<Row> rows, Stocks.Quantity number) {}

  /// A grant that ends.
  ///
  /// @param session its id
  /// @param account whose it is
  /// @param why in a few words
  public record Row(
      String session,
      String app,
      String account,
      String why,
      Mark mark,
      Times ends,
      Lifetime left) {}

  private record Found(Session session, Instant end) {}

  Soon soon(Instant now) {
    var foretold =
        sources.workspaces().stream()
            .map(each -> concerns.ending(each, now, now.plus(SOON), LOOKED_AT))
            .toList();
    var rows =
        foretold.stream()
            .flatMap(List::stream)
            .flatMap(each -> end(each.session(), now).stream())
            .sorted(Comparator.comparing(Found::end))
            .map(found -> row(found, now))
            .toList();
    var exact = foretold.stream().allMatch(each -> each.size() < LOOKED_AT);
    return new Soon(rows, new Stocks.Quantity(rows.size(), exact));
  }

  private Optional<Found> end(Session session, Instant now) {
    var app = sources.apps().find(session.key().app());
    return sources
        .outlooks()
        .of(session, app)
        .end()
        .filter(end -> end.isAfter(now) && end.isBefore(now.plus(SOON)))
        .map(end -> new Found(session, end));
  }

  private Row row(Found found, Instant now) {
    var session = found.session();
    var app = sources.apps().find(session.key().app());
    var names = sources.names(session);
    var ends = Times.of(found.end(), now);
    var begun =
        session
            .times()
            .refreshed()
            .or(() -> session.times().connected())
            .orElse(now)
            .toEpochMilli();
    var whole = Math.max(1, found.end().toEpochMilli() - begun);
    var left = (int) (WHOLE * (found.end().toEpochMilli() - now.toEpochMilli()) / whole);
    return new Row(
        session.key().id().value(),
        names.app(),
        names.user(),
        why(found, app),
        Mark.of(names.provider()),
        ends,
        Lifetime.ending(ends.ago(), "", Math.max(1, left)));
  }

  private String why(Found found, Optional<ConnectedApp> app) {
    var tokens = found.session().grant().tokens();
    if (tokens.filter(each -> each.refreshToken().isEmpty()).isPresent()) return "no refresh token";
    var lives = sources.provider(app).map(each -> each.lifecycle()).map(Lifecycle::refreshTokens);
    var times = found.session().times();
    var hard =
        lives
            .flatMap(Lifecycle.RefreshTokens::lifetime)
            .filter(life -> isEnd(found, times.connected(), life));
    var idle =
        lives
            .flatMap(Lifecycle.RefreshTokens::idleLifetime)
            .filter(life -> isEnd(found, times.refreshed(), life));
    return hard.map(life -> "ends after " + Times.words(life))
        .or(() -> idle.map(life -> Times.words(life) + " without use, keep-alive is off"))
        .orElse("the provider said so");
  }

  private static boolean isEnd(Found found, Optional<Instant> from, Duration life) {
    return from.map(at -> at.plus(life)).filter(found.end()::equals).isPresent();
  }
}
