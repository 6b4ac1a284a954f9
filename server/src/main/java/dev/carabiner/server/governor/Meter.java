package dev.carabiner.server.governor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Keeps one node's calls within its part of a budget: a tenth of them at once, the others spread
/// evenly, so that no window of the budget's time sees more than the budget. Parts below two calls
/// cannot be kept that exactly: each node may go over by one call.
///
/// A leaky bucket in the form of the generic cell rate algorithm.
final class Meter {
  private static final double AT_ONCE = 0.1;

  private Instant level = Instant.EPOCH;
  private Duration interval = Duration.ZERO;

  /// Takes one call.
  ///
  /// @return how long to wait, if there is none
  Optional<Duration> take(Budget budget, int nodes, Instant now) {
    var part = budget.calls() / (double) nodes;
    var atOnce = Math.max(1, part * AT_ONCE);
    var spread = part < 2 ? part / 2 : part - atOnce;
    interval = Duration.ofNanos((long) (budget.per().toNanos() / spread));
    var tolerance = Duration.ofNanos((long) (interval.toNanos() * (atOnce - 1)));
    var highest = now.plus(tolerance).plus(interval);
    if (level.isBefore(now)) level = now;
    if (level.isAfter(highest)) level = highest; // the clock ran back
    var wait = Duration.between(now.plus(tolerance), level);
    if (wait.isPositive()) return Optional.of(wait);
    level = level.plus(interval);
    return Optional.empty();
  }

  /// Takes the latest call back.
  void giveBack() {
    level = level.minus(interval);
  }
}
