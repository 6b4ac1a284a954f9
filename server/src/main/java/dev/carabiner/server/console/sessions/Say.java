package dev.carabiner.server.console.sessions;

import dev.carabiner.server.console.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Times inside sentences.
public final class Say {
  private Say() {}

  /// "13:26" for today, else "12 August 2026"; with "at" or "on" where asked.
  public static String when(Instant time, Instant now) {
    var shown = Times.of(time, now).shown();
    return shown.startsWith("today ") ? shown.substring("today ".length()) : shown;
  }

  /// "at 13:26" or "on 12 August 2026".
  public static String on(Instant time, Instant now) {
    var shown = Times.of(time, now).shown();
    return shown.startsWith("today ") ? "at " + shown.substring("today ".length()) : "on " + shown;
  }

  /// "Since 13:26, 3 hours ago."; nothing for a time that is not known.
  static String since(Optional<Instant> time, Instant now) {
    return time.map(known -> "Since " + when(known, now) + ", " + Times.of(known, now).ago() + ". ")
        .orElse("");
  }

  public static String span(Duration span) {
    return Times.words(span);
  }
}
