package dev.carabiner.server.connect.pages;

import java.time.Duration;

/// A length of time as one says it, in its largest whole unit: "one hour", "90 minutes", "10
/// minutes".
final class DurationWords {
  private DurationWords() {}

  static String of(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds % 86_400 == 0) {
      return counted(seconds / 86_400, "day");
    }
    if (seconds % 3_600 == 0) {
      return counted(seconds / 3_600, "hour");
    }
    return seconds % 60 == 0 ? counted(seconds / 60, "minute") : counted(seconds, "second");
  }

  private static String counted(long number, String unit) {
    return number == 1 ? "one " + unit : number + " " + unit + "s";
  }
}
