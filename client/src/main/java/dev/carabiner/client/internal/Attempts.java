package dev.carabiner.client.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Sends a call, and sends it again where that is safe: after an answer of 429 or 503 if the call is
 * repeatable, and after a failure to connect, when nothing was sent, for every call.
 *
 * <p>The server's own waiting time is kept; one that is longer than we wait is left to the caller.
 */
public final class Attempts {
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(250);

  private final Wire wire;
  private final InstantSource clock;
  private final Pause pause;
  private final int retries;
  private final Duration longestWait;

  public Attempts(Wire wire, InstantSource clock, Pause pause, int retries, Duration longestWait) {
    this.wire = wire;
    this.clock = clock;
    this.pause = pause;
    this.retries = retries;
    this.longestWait = longestWait;
  }

  /**
   * The last attempt's answer.
   *
   * @throws NoAnswer if the last attempt had none
   */
  Answer send(Call call, @Nullable String bearer) {
    for (int attempt = 0; ; attempt++) {
      Duration wait = backoff(attempt);
      try {
        Answer answer = wire.send(call, bearer);
        wait = RetryAfter.of(answer, clock.instant()).orElse(wait);
        if (!answer.notNow()
            || !call.repeatable()
            || attempt >= retries
            || wait.compareTo(longestWait) > 0) {
          return answer;
        }
      } catch (NoAnswer none) {
        if (!none.nothingSent() || attempt >= retries) {
          throw none;
        }
      }
      rest(wait);
    }
  }

  /** Doubles with each attempt, and spreads the callers of one outage. */
  private static Duration backoff(int attempt) {
    long full = FIRST_BACKOFF.toMillis() << Math.min(attempt, 6);
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(full / 2, full + 1));
  }

  private void rest(Duration wait) {
    try {
      pause.pause(wait);
    } catch (InterruptedException interruption) {
      throw NoAnswer.interrupted(interruption);
    }
  }
}
