package dev.carabiner.server.tokens;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.Monotonic;
import dev.carabiner.server.base.Workers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// At most one flight per key in this process; whoever comes meanwhile joins it. A flight that
/// throws still ends, a joiner who gives up does not end it for the others, and one that should
/// never come back is not waited for beyond [#OLDEST].
final class Flights<K, V> {
  /// Longer than any flight takes: a claim's lease, and the patience with a store in trouble.
  static final Duration OLDEST = Duration.ofSeconds(90);

  private static final System.Logger LOG = System.getLogger(Flights.class.getName());

  private final ConcurrentHashMap<K, Flight<V>> open = new ConcurrentHashMap<>();
  private final Workers workers;
  private final Monotonic ticks;
  private final V inTrouble;

  private record Flight<V>(CompletableFuture<V> end, long begun) {}

  /// @param inTrouble what a flight that threw ends with
  Flights(Workers workers, Monotonic ticks, V inTrouble) {
    this.workers = workers;
    this.ticks = ticks;
    this.inTrouble = inTrouble;
  }

  /// Starts `flight`, or joins the one of that key. The answer completes, never exceptionally, when
  /// the flight has ended.
  CompletableFuture<V> join(K key, Supplier<V> flight) {
    var mine = new Flight<V>(new CompletableFuture<>(), ticks.nanos());
    var flying = open.merge(key, mine, (other, candidate) -> isLost(other) ? candidate : other);
    // a record is equal to another of the same future only
    if (!flying.equals(mine)) return flying.end().copy();
    try {
      workers.start(() -> fly(key, mine, flight));
    } catch (RuntimeException closing) {
      end(key, mine, inTrouble);
      throw closing;
    }
    return mine.end().copy();
  }

  private boolean isLost(Flight<V> flight) {
    return ticks.nanos() - flight.begun() > OLDEST.toNanos();
  }

  private void fly(K key, Flight<V> mine, Supplier<V> flight) {
    var end = inTrouble;
    try {
      end = flight.get();
    } catch (Fault trouble) {
      LOG.log(System.Logger.Level.WARNING, "no refresh: {0}", trouble.getMessage());
    } catch (RuntimeException failed) {
      LOG.log(System.Logger.Level.ERROR, "a refresh ended in trouble of our own", failed);
    } finally {
      end(key, mine, end);
    }
  }

  private void end(K key, Flight<V> mine, V end) {
    open.remove(key, mine);
    mine.end().complete(end);
  }
}
