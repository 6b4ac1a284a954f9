package dev.carabiner.server.operators;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Counts what was tried in vain, for all nodes together.
public interface Tries {
  /// Counts one try more, unless one has to wait.
  ///
  /// @param subject what is counted for; only its hash need be kept
  /// @return how long to wait; empty when this one may go ahead
  Optional<Duration> admit(String subject, Pace pace, Instant now);

  /// Takes back one that turned out to be right.
  void uncount(String subject);

  /// Forgets what was counted for a subject.
  void clear(String subject);

  /// Forgets everything counted last before then.
  void forget(Instant before);

  /// How fast one may try.
  ///
  /// @param free tries without a wait
  record Pace(int free) {
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /// How long after this many tries the next may come: a second, doubled with every try, 15
    /// minutes at most.
    public Duration after(long tries) {
      if (tries < free) return Duration.ZERO;
      var doubled = Duration.ofSeconds(1L << Math.min(tries - free, 10));
      return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }
  }
}
