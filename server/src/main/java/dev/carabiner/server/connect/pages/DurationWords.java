package dev.carabiner.server.connect.pages;

import java.time.Duration;

/// A length of time as one says it, in its largest whole unit: "one hour", "90 minutes", "10
/// minutes". Where a language bends its words, they stand as "for how long?" asks for them.
final class DurationWords {
  private DurationWords() {}

  static String of(Duration duration, Texts texts) {
    long seconds = duration.toSeconds();
    if (seconds % 86_400 == 0) {
      return counted(seconds / 86_400, "day", texts);
    }
    if (seconds % 3_600 == 0) {
      return counted(seconds / 3_600, "hour", texts);
    }
    return seconds % 60 == 0
        ? counted(seconds / 60, "minute", texts)
        : counted(seconds, "second", texts);
  }

  private static String counted(long number, String unit, Texts texts) {
    return number == 1 ? texts.text(unit) : texts.counted(unit + "s", number);
  }
}
