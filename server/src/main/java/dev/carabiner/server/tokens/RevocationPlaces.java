package dev.carabiner.server.tokens;

import dev.carabiner.server.apps.AppKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// How many revocations a node tells providers of at once: a silent provider, or thousands of one
/// app, leave places to the others.
final class RevocationPlaces {
  /// Of one take; an app has at most twice as many.
  static final int OF_ONE_APP = 6;

  private static final int ALL = 24;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<AppKey, Integer> taken = new HashMap<>();

  /// How many may be taken next.
  int free() {
    lock.lock();
    try {
      var used = taken.values().stream().mapToInt(Integer::intValue).sum();
      return Math.min(OF_ONE_APP, ALL - used);
    } finally {
      lock.unlock();
    }
  }

  /// Apps that have enough.
  Set<AppKey> full() {
    lock.lock();
    try {
      return taken.entrySet().stream()
          .filter(app -> app.getValue() >= OF_ONE_APP)
          .map(Map.Entry::getKey)
          .collect(Collectors.toUnmodifiableSet());
    } finally {
      lock.unlock();
    }
  }

  void take(AppKey app) {
    change(app, 1);
  }

  void giveBack(AppKey app) {
    change(app, -1);
  }

  private void change(AppKey app, int by) {
    lock.lock();
    try {
      // nothing is left of a count of none
      taken.compute(
          app,
          (_, count) -> {
            var now = (count == null ? 0 : count) + by;
            return now == 0 ? null : now;
          });
    } finally {
      lock.unlock();
    }
  }
}
