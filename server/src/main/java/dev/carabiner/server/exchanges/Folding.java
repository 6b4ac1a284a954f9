package dev.carabiner.server.exchanges;

import dev.carabiner.server.sessions.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;

/// Makes equal neighbours one.
final class Folding {
  private Folding() {}

  /// The exchanges in the order in which they began, each with those folded in that are like it and
  /// come right before it in its session.
  static List<Exchange> of(List<Exchange> exchanges) {
    var folded = new ArrayList<Exchange>();
    var newest = new HashMap<Session.Key, Integer>();
    var inOrder =
        exchanges.stream().sorted(Comparator.comparing(one -> one.span().last())).toList();
    for (var exchange : inOrder) {
      var session = exchange.subject().session();
      var place = newest.get(session);
      if (place != null && folded.get(place).alike().equals(exchange.alike())) {
        folded.set(place, exchange.after(folded.get(place)));
      } else {
        newest.put(session, folded.size());
        folded.add(exchange);
      }
    }
    return List.copyOf(folded);
  }
}
