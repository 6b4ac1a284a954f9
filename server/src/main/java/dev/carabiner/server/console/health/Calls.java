package dev.carabiner.server.console.health;

import dev.carabiner.server.statistics.CallFigure;
import java.time.Duration;
import java.util.Optional;

/// Calls to a provider in a span.
///
/// @param failed not answered, or with 429 or a status of 500 and above
/// @param sumMillis how long all of them took together
/// @param maxMillis how long the longest took
public record Calls(long all, long failed, long sumMillis, long maxMillis) {
  /// No call at all.
  public static final Calls NONE = new Calls(0, 0, 0, 0);

  static Calls of(CallFigure figure) {
    return new Calls(figure.calls(), figure.failures(), figure.sumMillis(), figure.maxMillis());
  }

  Calls plus(Calls other) {
    return new Calls(
        all + other.all,
        failed + other.failed,
        sumMillis + other.sumMillis,
        Math.max(maxMillis, other.maxMillis));
  }

  /// How long one took on the average; absent where there was none.
  public Optional<Duration> mean() {
    return all == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(sumMillis / all));
  }
}
