package dev.carabiner.server.tokens;

import dev.carabiner.server.sessions.TokenSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How much of its life a token has left, in the steps that decide what a read does.
public enum Freshness {
  /// Handed out as it is.
  GOOD,
  /// Handed out as it is, and refreshed behind the answer.
  AHEAD,
  /// So close to its end that the read waits a little for the refresh.
  MARGIN,
  /// Alive, but for less time than the caller asked for.
  TOO_SHORT,
  /// Dead.
  DEAD;

  private static final Duration LONGEST_MARGIN = Duration.ofSeconds(30);
  private static final Duration LONGEST_AHEAD = Duration.ofMinutes(10);
  private static final Duration LONGEST_YOUTH = Duration.ofMinutes(1);

  /// Judges a token by the store's clock. The margin is the smaller of 30 s and a fifth of its
  /// whole life; ahead of it lies what is left from 80 % of the life on, at most 10 minutes.
  ///
  /// @param minValidity what the caller wants the token still to live; a token younger than the
  ///   smaller of 60 s and a fifth of its life counts as the freshest there is
  public static Freshness of(TokenSet tokens, Instant now, Optional<Duration> minValidity) {
    if (tokens.end().isEmpty()) return GOOD;
    var end = tokens.end().get();
    if (!now.isBefore(end)) return DEAD;
    var life = Duration.between(tokens.start(), end);
    var left = Duration.between(now, end);
    if (minValidity.isPresent() && left.compareTo(minValidity.get()) < 0 && !isYoung(tokens, now))
      return TOO_SHORT;
    if (left.compareTo(margin(life)) <= 0) return MARGIN;
    if (left.compareTo(ahead(life)) <= 0) return AHEAD;
    return GOOD;
  }

  /// Whether a token counts as the freshest there is: younger than the smaller of 60 s and a fifth
  /// of its life.
  static boolean isYoung(TokenSet tokens, Instant now) {
    var fifth = tokens.end().map(end -> Duration.between(tokens.start(), end).dividedBy(5));
    return Duration.between(tokens.start(), now)
            .compareTo(smaller(LONGEST_YOUTH, fifth.orElse(LONGEST_YOUTH)))
        < 0;
  }

  /// How long before its end a token of that life is refreshed behind its readers.
  static Duration ahead(Duration life) {
    return smaller(LONGEST_AHEAD, life.dividedBy(5));
  }

  /// How long before its end the readers of a token of that life wait for its refresh.
  static Duration margin(Duration life) {
    return smaller(LONGEST_MARGIN, life.dividedBy(5));
  }

  private static Duration smaller(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
