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
    var fifth = life.dividedBy(5);
    var left = Duration.between(now, end);
    var youth = Duration.between(tokens.start(), now);
    var young = youth.compareTo(smaller(LONGEST_YOUTH, fifth)) < 0;
    if (minValidity.isPresent() && left.compareTo(minValidity.get()) < 0 && !young)
      return TOO_SHORT;
    if (left.compareTo(smaller(LONGEST_MARGIN, fifth)) <= 0) return MARGIN;
    if (left.compareTo(smaller(LONGEST_AHEAD, fifth)) <= 0) return AHEAD;
    return GOOD;
  }

  private static Duration smaller(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
