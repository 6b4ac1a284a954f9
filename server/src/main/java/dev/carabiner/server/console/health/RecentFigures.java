package dev.carabiner.server.console.health;

import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.statistics.FigureStore;
import dev.carabiner.server.statistics.Slots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The figures of the last 24 hours. Nodes write down what they count within seconds, so slots that
/// are over for an hour are read once and kept in memory: a page asks the store for the last hour
/// alone. What a node writes later than that, because the store was away, is seen after a restart.
public final class RecentFigures {
  private static final int HOURS = 24;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SETTLED = Duration.ofHours(1);

  private final FigureStore figures;
  private final Supplier<List<Workspace>> workspaces;
  private final TreeMap<Instant, Span> settled = new TreeMap<>();
  private Instant readTo = Instant.MIN;

  public RecentFigures(FigureStore figures, Supplier<List<Workspace>> workspaces) {
    this.figures = figures;
    this.workspaces = workspaces;
  }

  /// The day that ends now, in hours.
  public synchronized Day until(Instant now) {
    var end = Slots.of(now).plus(Slots.LENGTH);
    var begin = end.minus(HOUR.multipliedBy(HOURS));
    var from = readTo.isAfter(begin) && readTo.isBefore(end) ? readTo : begin;
    var fresh = read(from, end);
    settled.tailMap(from, true).clear();
    settled.headMap(begin, false).clear();
    var whole = new TreeMap<>(settled);
    whole.putAll(fresh);
    var old = end.minus(SETTLED);
    settled.putAll(fresh.headMap(old, false));
    readTo = from.isAfter(old) ? from : old;
    var hours = new ArrayList<Span>();
    for (var at = begin; at.isBefore(end); at = at.plus(HOUR))
      hours.add(Span.of(at, whole.subMap(at, at.plus(HOUR)).values()));
    return new Day(hours);
  }

  private NavigableMap<Instant, Span> read(Instant from, Instant to) {
    var slots = new TreeMap<Instant, List<Span>>();
    for (var slot : figures.counted(from, to))
      part(slots, slot, new Span(slot, true, Map.of(), Map.of()));
    for (var workspace : workspaces.get())
      for (var figure : figures.bySlotAndApp(workspace, from, to))
        part(
            slots,
            figure.slot(),
            new Span(figure.slot(), false, Map.of(figure.app(), Done.of(figure)), Map.of()));
    for (var figure : figures.calls(from, to))
      part(
          slots,
          figure.slot(),
          new Span(figure.slot(), false, Map.of(), Map.of(figure.callee(), Calls.of(figure))));
    var read = new TreeMap<Instant, Span>();
    slots.forEach((slot, parts) -> read.put(slot, Span.of(slot, parts)));
    return read;
  }

  private static void part(Map<Instant, List<Span>> slots, Instant slot, Span part) {
    slots.computeIfAbsent(slot, _ -> new ArrayList<>()).add(part);
  }
}
