package dev.carabiner.server.operators;

import java.time.Duration;
import java.time.Instant;

/// Somebody's session at the console.
///
/// @param hash of the cookie's value
/// @param whole whether the second factor, where there is one, has been given too
/// @param seenAt the last request of a person
/// @param provenAt when the password was last given
/// @param address where the sign-in came from
/// @param client what the browser called itself, shortened
public record ConsoleSession(
    String hash,
    String operator,
    boolean whole,
    Instant createdAt,
    Instant seenAt,
    Instant provenAt,
    String address,
    String client) {
  /// A session ends so long after the last request of a person.
  public static final Duration IDLE = Duration.ofMinutes(15);

  /// And so long after the sign-in, whatever happens.
  public static final Duration LONGEST = Duration.ofHours(12);

  /// For the second factor.
  static final Duration HALF = Duration.ofMinutes(5);

  boolean lives(Instant now) {
    var longest = whole ? LONGEST : HALF;
    return now.isBefore(seenAt.plus(IDLE)) && now.isBefore(createdAt.plus(longest));
  }
}
