package dev.carabiner.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The faults that wait, in the order in which they were asked for. */
final class Faults {
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Fault> waiting = new ArrayList<>();

  void add(Fault fault) {
    lock.lock();
    try {
      waiting.add(fault);
    } finally {
      lock.unlock();
    }
  }

  /** The first that fits, used up by one request. */
  Optional<Fault> take(Endpoint endpoint, LedgerEntry.Asked asked) {
    lock.lock();
    try {
      for (int i = 0; i < waiting.size(); i++) {
        Fault fault = waiting.get(i);
        if (fault.target().fits(endpoint, asked)) {
          if (fault.times() == 1) {
            waiting.remove(i);
          } else {
            waiting.set(i, fault.times(fault.times() - 1));
          }
          return Optional.of(fault);
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** How many requests the waiting faults are for. */
  int waiting() {
    lock.lock();
    try {
      return waiting.stream().mapToInt(Fault::times).sum();
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      waiting.clear();
    } finally {
      lock.unlock();
    }
  }
}
