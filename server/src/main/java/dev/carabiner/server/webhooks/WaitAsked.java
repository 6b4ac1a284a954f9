package dev.carabiner.server.webhooks;

import dev.carabiner.server.outbound.OutboundAnswer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// How long a receiver asks us to wait (RFC 9110 section 10.2.3), at most a day. Nonsense counts as
/// nothing said.
final class WaitAsked {
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,18}");
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

  private WaitAsked() {}

  static Optional<Duration> by(OutboundAnswer.Answered answer, Instant now) {
    return answer
        .header("retry-after")
        .map(String::strip)
        .flatMap(text -> read(text, now))
        .filter(Duration::isPositive)
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  private static Optional<Duration> read(String text, Instant now) {
    if (SECONDS.matcher(text).matches())
      return Optional.of(Duration.ofSeconds(Math.min(Long.parseLong(text), LONGEST.toSeconds())));
    try {
      return Optional.of(Duration.between(now, HTTP_DATE.parse(text, Instant::from)));
    } catch (DateTimeException neither) {
      return Optional.empty();
    }
  }
}
