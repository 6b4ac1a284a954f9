package dev.carabiner.server.statistics;

import java.time.Instant;
import java.util.List;

/// How calls to a provider went in a span.
///
/// @param slot where the span begins
/// @param failures calls that were not answered, or with 429 or a status of 500 and above
/// @param sumMillis how long all of them took together
/// @param buckets how many took at most each of [#BOUNDS] and longer than the one before; the last
///   counts those that took longer than all
public record CallFigure(
    Instant slot,
    Callee callee,
    long calls,
    long failures,
    long sumMillis,
    long maxMillis,
    List<Long> buckets) {
  /// In milliseconds.
  public static final List<Long> BOUNDS = List.of(50L, 100L, 250L, 500L, 1000L, 2500L, 5000L);

  /// Who is called, and as whom.
  ///
  /// @param provider the entry's id; empty where none was known
  /// @param host with its port where that is not the scheme's own, in lower case
  /// @param client the client's id there; empty where no client asked
  public record Callee(String provider, String host, String client) {}

  public CallFigure {
    buckets = List.copyOf(buckets);
    if (buckets.size() != BOUNDS.size() + 1)
      throw new IllegalArgumentException("one bucket for each bound, and one above");
  }
}
