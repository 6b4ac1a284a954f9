package dev.carabiner.server.governor;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;

/// Gates in memory, for all nodes of one test; counts how often it is asked, and can be in trouble.
public final class MemoryGates implements Gates {
  private final TreeMap<GateKey, Reading> known = new TreeMap<>(GateKey.BY_HOST);
  private final InstantSource clock;
  private int reads;
  private int writes;
  private boolean down;
  private Runnable before = () -> {};

  public MemoryGates(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Reading find(GateKey key) {
    answer();
    reads++;
    var now = clock.instant();
    var found = known.get(key);
    return found == null
        ? new Reading(GateState.Flowing.ALWAYS, 0, now)
        : new Reading(found.state(), found.version(), now);
  }

  @Override
  public synchronized boolean compareAndSet(GateKey key, long expected, GateState next) {
    answer();
    var first = before;
    before = () -> {};
    first.run();
    var found = known.get(key);
    if ((found == null ? 0 : found.version()) != expected) return false;
    writes++;
    known.put(key, new Reading(next, expected + 1, clock.instant()));
    return true;
  }

  @Override
  public synchronized List<Known> all() {
    answer();
    return known.entrySet().stream()
        .map(each -> new Known(each.getKey(), each.getValue().state()))
        .toList();
  }

  /// From now on every call is a fault, or none is.
  public synchronized void setDown(boolean down) {
    this.down = down;
  }

  /// Does this after the next writer has read and before it writes.
  synchronized void beforeNextWrite(Runnable work) {
    before = work;
  }

  synchronized int reads() {
    return reads;
  }

  synchronized int writes() {
    return writes;
  }

  private void answer() {
    if (down) throw new Fault(FaultCode.STORE_UNAVAILABLE, "The store does not answer");
  }
}
