package dev.carabiner.server.console.sessions;

import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.TokenSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The lives of grant and access token on one axis of 1000 units. What works has as much ahead as
/// behind; what is broken ends now, or with its token.
///
/// @param sentence for who cannot see it
/// @param now where the line stands
/// @param marks below the axis
public record Lanes(
    String sentence, List<Block> grant, List<Block> token, String now, Marks marks) {
  private static final double WIDTH = 1000;
  private static final Duration LEAST = Duration.ofMinutes(10);

  /// What is written below the axis.
  ///
  /// @param middle empty where now is not in the middle
  public record Marks(String from, String middle, String to) {}

  /// A stretch of a life.
  ///
  /// @param style classes of the style sheet
  public record Block(String x, String width, String style) {}

  /// The lives of a session that has, or had, a grant.
  static Optional<Lanes> of(Situation situation) {
    var connected = situation.session().times().connected();
    if (connected.isEmpty() || situation.session().state().isFinal()) return Optional.empty();
    var now = situation.now();
    var works = situation.session().state() instanceof SessionState.Connected;
    var start = situation.tokens().map(TokenSet::start).orElse(connected.get());
    var behind = longest(LEAST, Duration.between(start, now));
    var alive = situation.isAlive();
    var ahead =
        situation
            .tokenEnd()
            .filter(now::isBefore)
            .map(end -> Duration.between(now, end))
            .orElse(alive ? behind : Duration.ZERO);
    var both = longest(behind, ahead);
    var axis =
        works
            ? new Axis(now.minus(both), now.plus(both))
            : new Axis(now.minus(behind), now.plus(ahead));
    var grantEnd =
        works ? situation.outlook().end() : refused(situation).or(() -> Optional.of(now));
    return Optional.of(
        new Lanes(
            sentence(situation, grantEnd, works),
            axis.life(connected.get(), grantEnd, now, works ? "fill-ok" : "fill-bad"),
            situation
                .tokens()
                .map(set -> axis.life(set.start(), set.end(), now, "fill-1"))
                .orElse(List.of()),
            axis.place(now),
            new Marks(
                Say.when(axis.from(), now),
                works ? "now" : "",
                works || alive ? Say.when(axis.to(), now) : "now")));
  }

  private static Optional<Instant> refused(Situation situation) {
    return situation.refusal().map(exchange -> exchange.span().first());
  }

  private static String sentence(Situation situation, Optional<Instant> grantEnd, boolean works) {
    var now = situation.now();
    var grant =
        works
            ? grantEnd
                .map(end -> "The grant ends " + Say.on(end, now))
                .orElse("The grant has no known end")
            : "The grant ended";
    var token =
        situation
            .tokenEnd()
            .map(end ->
                end.isAfter(now)
                    ? "the access token is good until " + Say.when(end, now)
                    : "the access token ended " + Say.on(end, now))
            .orElse("the access token has no known end");
    return grant + "; " + token + ".";
  }

  private static Duration longest(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private record Axis(Instant from, Instant to) {
    /// What has passed of a life, and what is to come.
    List<Block> life(Instant start, Optional<Instant> end, Instant now, String style) {
      var last = end.filter(to::isAfter).orElse(to);
      var passed = block(start, last.isBefore(now) ? last : now, style);
      return last.isAfter(now)
          ? List.of(passed, block(now, last, style + " to-come"))
          : List.of(passed);
    }

    private Block block(Instant start, Instant end, String style) {
      var x = at(start);
      return new Block(number(x), number(Math.max(2, at(end) - x)), style);
    }

    String place(Instant time) {
      return number(at(time));
    }

    private double at(Instant time) {
      var whole = Math.max(1, Duration.between(from, to).toMillis());
      return Math.clamp(WIDTH * Duration.between(from, time).toMillis() / whole, 0, WIDTH);
    }

    private static String number(double value) {
      return String.format(Locale.ROOT, "%.1f", value);
    }
  }
}
