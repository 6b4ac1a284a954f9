package dev.carabiner.server.exchanges;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.RandomValues;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.LongAdder;

/// Takes what was heard, and writes it down some time later without anything secret. Whoever hands
/// it something never waits: what does not fit is dropped and counted.
public final class Recorder implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Recorder.class.getName());
  private static final int MOST_WAITING = 1000;

  /// Short transactions: a refresh may wait behind one.
  private static final int BATCH = 50;

  private final ExchangeStore store;
  private final Retelling retelling;
  private final ArrayBlockingQueue<Overheard> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final LongAdder lost = new LongAdder();

  /// @param node this one's name
  public Recorder(ExchangeStore store, String node, RandomValues random) {
    this.store = store;
    this.retelling = new Retelling(node, random);
  }

  void take(Overheard overheard) {
    if (!waiting.offer(overheard)) lost.increment();
  }

  /// Writes down what has come; one thread at a time. Trouble is a line in the log.
  public void flush() {
    var batch = new ArrayList<Overheard>(BATCH);
    while (waiting.drainTo(batch, BATCH) > 0) {
      write(batch);
      batch.clear();
    }
    var gone = lost.sumThenReset();
    if (gone > 0)
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} exchanges with providers were not written down; nothing else was harmed",
          gone);
  }

  private void write(List<Overheard> batch) {
    var told = new ArrayList<Exchange>(batch.size());
    for (var overheard : batch) {
      try {
        told.add(retelling.of(overheard));
      } catch (RuntimeException trouble) {
        lost.increment();
        // its message might quote what must not be kept
        LOG.log(
            System.Logger.Level.WARNING,
            "session {0}: an exchange was not retold, {1}",
            overheard.about().session().id(),
            trouble.getClass().getSimpleName());
      }
    }
    try {
      store.keep(Folding.of(told));
    } catch (Fault trouble) {
      lost.add(told.size());
      LOG.log(
          System.Logger.Level.WARNING,
          "exchanges with providers were not written down: {0}",
          trouble.getMessage());
    }
  }

  /// Writes down what is left.
  @Override
  public void close() {
    flush();
  }
}
