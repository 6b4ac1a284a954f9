package dev.carabiner.server.console.health;

import dev.carabiner.server.statistics.CallFigure.Callee;
import java.util.List;
import java.util.function.Predicate;

/// The last 24 hours, of which the last ends now.
///
/// @param hours the oldest first
public record Day(List<Span> hours) {
  public Day {
    hours = List.copyOf(hours);
  }

  /// All calls to whom is wanted.
  public Calls to(Predicate<Callee> wanted) {
    return hours.stream().map(hour -> hour.to(wanted)).reduce(Calls.NONE, Calls::plus);
  }

  /// Whether somebody was called.
  public boolean anyCall(Predicate<Callee> wanted) {
    return to(wanted).all() > 0;
  }
}
