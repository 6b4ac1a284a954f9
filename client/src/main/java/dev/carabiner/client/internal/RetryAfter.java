package dev.carabiner.client.internal;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;

/** How long a server asks us to wait: RFC 9110 section 10.2.3, or else Kinde's RateLimit-Reset. */
public final class RetryAfter {
  private RetryAfter() {}

  /** Never negative; empty if the answer asks for nothing that can be understood. */
  public static Optional<Duration> of(Answer answer, Instant now) {
    return answer
        .header("Retry-After")
        .or(() -> answer.header("RateLimit-Reset"))
        .map(String::strip)
        .flatMap(value -> value.matches("[0-9]{1,9}") ? seconds(value) : date(value, now));
  }

  private static Optional<Duration> seconds(String value) {
    return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
  }

  private static Optional<Duration> date(String value, Instant now) {
    try {
      Instant then = ZonedDateTime.parse(value, RFC_1123_DATE_TIME).toInstant();
      return Optional.of(then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
    } catch (DateTimeException neitherSecondsNorDate) {
      return Optional.empty();
    }
  }
}
