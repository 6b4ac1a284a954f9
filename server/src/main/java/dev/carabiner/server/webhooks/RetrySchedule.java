package dev.carabiner.server.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// When a failed delivery is tried again: ten tries over a little more than three days.
public final class RetrySchedule {
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  /// Only ever longer: so the last try is never earlier than the sum of the waits.
  private static final double JITTER = 0.2;

  private final RandomGenerator random;

  public RetrySchedule(RandomGenerator random) {
    this.random = random;
  }

  /// How long to wait after that many failed tries; empty when there is no further one.
  Optional<Duration> after(int tries) {
    if (tries > WAITS.size()) return Optional.empty();
    var wait = WAITS.get(tries - 1);
    var more = (long) (wait.toMillis() * JITTER * random.nextDouble());
    return Optional.of(wait.plusMillis(more));
  }
}
