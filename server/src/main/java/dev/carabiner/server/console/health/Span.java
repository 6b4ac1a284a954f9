package dev.carabiner.server.console.health;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.statistics.CallFigure.Callee;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// What was done in a span.
///
/// @param from its first moment
/// @param known whether some node counted then
/// @param done by app; under no app what nobody's sessions were asked for
/// @param calls by callee
public record Span(
    Instant from, boolean known, Map<Optional<AppKey>, Done> done, Map<Callee, Calls> calls) {
  public Span {
    done = Map.copyOf(done);
    calls = Map.copyOf(calls);
  }

  /// For everybody.
  public Done all() {
    return done.values().stream().reduce(Done.NOTHING, Done::plus);
  }

  /// For these apps.
  public Done of(Collection<AppKey> apps) {
    return done.entrySet().stream()
        .filter(each -> each.getKey().filter(apps::contains).isPresent())
        .map(Map.Entry::getValue)
        .reduce(Done.NOTHING, Done::plus);
  }

  /// The calls to whom is wanted.
  public Calls to(Predicate<Callee> wanted) {
    return calls.entrySet().stream()
        .filter(each -> wanted.test(each.getKey()))
        .map(Map.Entry::getValue)
        .reduce(Calls.NONE, Calls::plus);
  }

  /// Several as one that begins where the first does.
  static Span of(Instant from, Collection<Span> parts) {
    var done = new HashMap<Optional<AppKey>, Done>();
    var calls = new HashMap<Callee, Calls>();
    for (var part : parts) {
      part.done().forEach((app, some) -> done.merge(app, some, Done::plus));
      part.calls().forEach((callee, some) -> calls.merge(callee, some, Calls::plus));
    }
    return new Span(from, parts.stream().anyMatch(Span::known), done, calls);
  }
}
