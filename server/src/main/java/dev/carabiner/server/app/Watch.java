package dev.carabiner.server.app;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.Monotonic;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.exchanges.ExchangeStore;
import dev.carabiner.server.exchanges.ObservedWire;
import dev.carabiner.server.exchanges.Recorder;
import dev.carabiner.server.oauth.Wire;
import dev.carabiner.server.sessions.Retention;
import dev.carabiner.server.statistics.FigureStore;
import dev.carabiner.server.statistics.Slots;
import dev.carabiner.server.statistics.Tally;
import dev.carabiner.server.store.Store;
import java.time.Duration;
import java.time.InstantSource;

/// What watches the rooms at work: hears what is said to providers, counts what is done, and writes
/// both down on a thread of its own. A passive copy writes nothing.
///
/// @param tally counts
record Watch(
    Tally tally,
    Recorder recorder,
    ExchangeStore exchanges,
    FigureStore figures,
    Retention retention,
    String node,
    InstantSource clock,
    boolean passive)
    implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Watch.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration FORGET_PAUSE = Duration.ofHours(1);

  static Watch of(
      Store store,
      String node,
      RandomValues random,
      Retention retention,
      InstantSource clock,
      boolean passive) {
    return new Watch(
        new Tally(clock),
        new Recorder(store.exchanges(), node, random),
        store.exchanges(),
        store.figures(),
        retention,
        node,
        clock,
        passive);
  }

  /// The wire, observed.
  Wire over(Wire wire) {
    return passive ? wire : new ObservedWire(wire, recorder, tally, clock, Monotonic.SYSTEM);
  }

  void schedule(Scheduler scheduler) {
    scheduler.every(PAUSE, "exchanges with providers", recorder::flush);
    scheduler.every(Tally.PAUSE, "figures", () -> tally.flush(figures, node));
    scheduler.every(FORGET_PAUSE, "forgetting exchanges and figures", this::forget);
  }

  private void forget() {
    exchanges.forgetBefore(clock.instant().minus(retention.exchanges()));
    figures.forgetBefore(clock.instant().minus(Slots.KEPT));
  }

  /// Writes down what is left.
  @Override
  public void close() {
    if (passive) return;
    try {
      recorder.flush();
      tally.flush(figures, node);
    } catch (Fault trouble) {
      LOG.log(System.Logger.Level.WARNING, "the last figures are lost: {0}", trouble.getMessage());
    }
  }
}
