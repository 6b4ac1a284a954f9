package dev.carabiner.sandbox;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The gates that are shut. */
final class Holds {
  private final List<Hold> holds = new CopyOnWriteArrayList<>();

  Hold add(Fault.Target target) {
    holds.removeIf(Hold::isOpen);
    Hold hold = new Hold(target);
    holds.add(hold);
    return hold;
  }

  void pass(Endpoint endpoint, LedgerEntry.Asked asked) throws InterruptedException {
    for (Hold hold : holds) {
      hold.pass(endpoint, asked);
    }
  }

  void releaseAll() {
    holds.forEach(Hold::release);
    holds.clear();
  }
}
