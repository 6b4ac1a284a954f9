package dev.carabiner.server.console.sessions;

import dev.carabiner.server.console.parts.Plot;
import dev.carabiner.server.sessions.SessionBrowsing;
import java.util.Optional;
import java.util.Set;

/// How many sessions a search finds in some states.
///
/// @param exact whether there are no more than that
record Extent(long amount, boolean exact) {
  /// Of a user or an organisation, whose sessions nobody counts, so many are looked at.
  private static final int LOOKED_AT = 1_000;

  static Extent exactly(long amount) {
    return new Extent(amount, true);
  }

  static Extent of(Search search, Set<String> states, Sources sources) {
    if (!search.leaves(states)) return exactly(0);
    var filter = search.filter(states);
    if (!search.text().isEmpty()) {
      var found =
          sources
              .sessions()
              .list(search.workspace(), filter, Optional.empty(), LOOKED_AT + 1)
              .size();
      return new Extent(Math.min(found, LOOKED_AT), found <= LOOKED_AT);
    }
    var counts =
        sources.browsing().counts(search.workspace(), search.app()).stream()
            .filter(count -> filter.states().contains(count.word()))
            .toList();
    return new Extent(
        counts.stream().mapToLong(SessionBrowsing.Count::amount).sum(),
        counts.stream().allMatch(SessionBrowsing.Count::exact));
  }

  boolean isNone() {
    return amount == 0 && exact;
  }

  /// "1 connection", "250 connections", "10,000 or more connections".
  String of(String one) {
    return Plot.grouped(amount)
        + (exact ? " " : " or more ")
        + (amount == 1 && exact ? one : one + "s");
  }
}
