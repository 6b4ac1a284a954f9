package dev.carabiner.server.governor;

import java.time.Duration;

/// How many calls a provider allows.
///
/// @param calls at least 1, for the whole installation
/// @param per in which time, above 0 and at most a day
public record Budget(int calls, Duration per) {
  private static final Duration LONGEST = Duration.ofDays(1);

  public Budget {
    if (calls < 1 || !per.isPositive() || per.compareTo(LONGEST) > 0)
      throw new IllegalArgumentException("a budget is at least one call in at most a day");
  }
}
