package dev.carabiner.server.statistics;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.base.Fault;
import dev.carabiner.server.callers.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// Counts in memory, and writes the sums down now and then. To count is to add to a number that
/// threads do not share: it never waits, and never throws. A node that dies loses what it has
/// counted since it last wrote.
public final class Tally {
  private static final System.Logger LOG = System.getLogger(Tally.class.getName());

  /// Between two times of writing down.
  public static final Duration PAUSE = Duration.ofSeconds(5);

  /// Far more than apps and providers have in a few slots.
  private static final int MOST = 50_000;

  private static final int BATCH = 500;

  private final InstantSource clock;
  private final ConcurrentHashMap<AppCell, LongAdder> apps = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<CallCell, CallCount> calls = new ConcurrentHashMap<>();
  private final LongAdder lost = new LongAdder();
  private Instant counting = Instant.MIN;

  private record AppCell(Instant slot, Workspace workspace, Optional<AppKey> app, Deed deed) {}

  private record CallCell(Instant slot, CallFigure.Callee callee) {}

  public Tally(InstantSource clock) {
    this.clock = clock;
  }

  /// Counts one deed.
  ///
  /// @param app absent where nobody can say whose it was
  public void count(Workspace workspace, Optional<AppKey> app, Deed deed) {
    adder(apps, new AppCell(Slots.of(clock.instant()), workspace, app, deed), LongAdder::new)
        .ifPresent(LongAdder::increment);
  }

  /// Counts one call to a provider that has just ended.
  public void called(CallFigure.Callee callee, Duration took, boolean failed) {
    adder(calls, new CallCell(Slots.of(clock.instant()), callee), CallCount::new)
        .ifPresent(count -> count.add(took, failed));
  }

  private <K, V> Optional<V> adder(ConcurrentHashMap<K, V> cells, K cell, Supplier<V> empty) {
    var known = cells.get(cell);
    if (known != null) return Optional.of(known);
    if (cells.size() >= MOST) {
      lost.increment();
      return Optional.empty();
    }
    return Optional.of(cells.computeIfAbsent(cell, _ -> empty.get()));
  }

  /// Writes down what has been counted. One thread at a time.
  ///
  /// @param node this one's name
  /// @throws Fault when the store does not take it; then it is kept for the next time
  public void flush(FigureStore store, String node) {
    var slot = Slots.of(clock.instant());
    if (counting.isBefore(slot)) {
      store.add(new FigureStore.Counted(node, List.of(slot), List.of(), List.of()));
      counting = slot;
    }
    flushApps(store, node);
    flushCalls(store, node);
    forgetCells(slot);
    var gone = lost.sumThenReset();
    if (gone > 0) LOG.log(System.Logger.Level.WARNING, "{0} deeds were not counted", gone);
  }

  private void flushApps(FigureStore store, String node) {
    var batch = new ArrayList<AppFigure>();
    for (var cell : List.copyOf(apps.entrySet())) {
      var amount = cell.getValue().sumThenReset();
      var key = cell.getKey();
      if (amount > 0)
        batch.add(new AppFigure(key.slot(), key.workspace(), key.app(), key.deed(), amount));
      if (batch.size() == BATCH) addApps(store, node, batch);
    }
    addApps(store, node, batch);
  }

  private void addApps(FigureStore store, String node, List<AppFigure> batch) {
    if (batch.isEmpty()) return;
    try {
      store.add(new FigureStore.Counted(node, List.of(), List.copyOf(batch), List.of()));
      batch.clear();
    } catch (Fault trouble) {
      for (var figure : batch)
        adder(
                apps,
                new AppCell(figure.slot(), figure.workspace(), figure.app(), figure.deed()),
                LongAdder::new)
            .ifPresent(count -> count.add(figure.amount()));
      throw trouble;
    }
  }

  private void flushCalls(FigureStore store, String node) {
    var batch =
        List.copyOf(calls.entrySet()).stream()
            .map(cell -> cell.getValue().take(cell.getKey().slot(), cell.getKey().callee()))
            .filter(figure -> figure.calls() > 0)
            .toList();
    if (batch.isEmpty()) return;
    try {
      store.add(new FigureStore.Counted(node, List.of(), List.of(), batch));
    } catch (Fault trouble) {
      for (var figure : batch)
        adder(calls, new CallCell(figure.slot(), figure.callee()), CallCount::new)
            .ifPresent(count -> count.giveBack(figure));
      throw trouble;
    }
  }

  /// Not those of the slot before: somebody may hold one of its numbers and be about to add.
  private void forgetCells(Instant slot) {
    var old = slot.minus(Slots.LENGTH);
    apps.entrySet()
        .removeIf(cell -> cell.getKey().slot().isBefore(old) && cell.getValue().sum() == 0);
    calls.entrySet().removeIf(cell -> cell.getKey().slot().isBefore(old));
  }
}
