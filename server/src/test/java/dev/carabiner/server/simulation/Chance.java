package dev.carabiner.server.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/// Everything that a seed decides.
final class Chance {
  private final SplittableRandom random;

  Chance(long seed) {
    this.random = new SplittableRandom(seed);
  }

  boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }

  boolean percent(int percent) {
    return random.nextInt(100) < percent;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  Duration between(Duration shortest, Duration longest) {
    return Duration.ofNanos(random.nextLong(shortest.toNanos(), longest.toNanos() + 1));
  }

  Duration millis(int least, int most) {
    return between(Duration.ofMillis(least), Duration.ofMillis(most));
  }

  Duration seconds(int least, int most) {
    return between(Duration.ofSeconds(least), Duration.ofSeconds(most));
  }

  /// How long one step takes: mostly next to nothing, now and then long enough for others to do a
  /// lot meanwhile.
  ///
  /// @param rough whether it may take seconds
  Duration latency(boolean rough) {
    return switch (random.nextInt(rough ? 20 : 40) + (rough ? 0 : 1)) {
      case 0 -> millis(200, 3000);
      case 1, 2, 3 -> millis(5, 100);
      default -> Duration.ofNanos(random.nextLong(20_000, 2_000_000));
    };
  }
}
