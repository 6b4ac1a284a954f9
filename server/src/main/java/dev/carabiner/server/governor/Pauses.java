package dev.carabiner.server.governor;

import java.time.Duration;
import java.util.Optional;

/// How long a gate stays shut.
///
/// The longest time from one probe's start to the next is 20 seconds, be it because a probe had no
/// answer at all within its deadline of 15 seconds: so a provider that comes back is seen again in
/// time for everything to work within 30 seconds.
final class Pauses {
  static final int MOST_STRIKES = 100;

  private static final Duration LONGEST_WISH = Duration.ofMinutes(15);
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final Duration STEP = Duration.ofSeconds(5);

  private Pauses() {}

  /// As the provider said, within reason.
  static Optional<Duration> wish(Optional<Duration> retryAfter) {
    return retryAfter
        .filter(Duration::isPositive)
        .map(wait -> wait.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wait);
  }

  /// When the provider said that we should wait, and not how long.
  static Duration unnamed(int strikes) {
    return shorter(Duration.ofSeconds(1L << Math.min(strikes - 1, 4)), LONGEST);
  }

  /// @param took how long it took to see that there is no answer
  static Duration unanswered(int strikes, Duration took) {
    var left = shorter(STEP.multipliedBy(strikes), LONGEST).minus(took);
    return left.compareTo(STEP) < 0 ? STEP : left;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
