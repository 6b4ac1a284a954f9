package dev.carabiner.server.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times as people read them: today `13:26`, else `12 August 2026`, always UTC, and how long ago.
///
/// @param shown as it is read
/// @param ago beside it, such as "3 hours ago"
/// @param exact in ISO 8601 with its zone, for `datetime` and `title`
public record Times(String shown, String ago, String exact) {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /// A moment in words.
  ///
  /// @param now for what is today, and how long ago it was
  public static Times of(Instant time, Instant now) {
    var today = DAY.format(time).equals(DAY.format(now));
    var seconds = time.truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    return new Times(
        today ? "today " + CLOCK.format(time) : DAY.format(time),
        ago(time, now),
        seconds.toString());
  }

  private static String ago(Instant time, Instant now) {
    var left = time.isAfter(now);
    var span = left ? Duration.between(now, time) : Duration.between(time, now);
    if (span.toSeconds() < 60) return left ? "in a moment" : "just now";
    var words = words(span);
    return left ? "in " + words : words + " ago";
  }

  /// A span in its largest unit: "1 minute", "3 hours", "12 days", "4 months".
  public static String words(Duration span) {
    if (span.toMinutes() < 60) return counted(Math.max(1, span.toMinutes()), "minute");
    if (span.toHours() < 48) return counted(span.toHours(), "hour");
    if (span.toDays() < 60) return counted(span.toDays(), "day");
    return counted(span.toDays() / 30, "month");
  }

  /// "1 session", "2 sessions".
  public static String counted(long number, String one) {
    return "%,d %s".formatted(number, number == 1 ? one : one + "s");
  }
}
