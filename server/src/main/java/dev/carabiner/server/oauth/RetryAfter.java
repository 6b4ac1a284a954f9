package dev.carabiner.server.oauth;

import dev.carabiner.server.outbound.OutboundAnswer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// How long a provider asks us to wait (RFC 9110 section 10.2.3): seconds or a date, at most 15
/// minutes. Nonsense counts as nothing said.
final class RetryAfter {
  static final Duration LONGEST = Duration.ofMinutes(15);

  private static final Pattern SECONDS = Pattern.compile("\\d{1,18}");
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

  private RetryAfter() {}

  /// @param now by our clock; a date is measured from the answer's own `Date` where it has one
  static Optional<Duration> of(OutboundAnswer.Answered answer, Instant now) {
    return answer
        .header("retry-after")
        .map(String::strip)
        .flatMap(text ->
            SECONDS.matcher(text).matches()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
                : date(text)
                    .map(until ->
                        Duration.between(
                            answer.header("date").flatMap(RetryAfter::date).orElse(now), until)))
        .filter(Duration::isPositive)
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(HTTP_DATE.parse(text, Instant::from));
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }
}
