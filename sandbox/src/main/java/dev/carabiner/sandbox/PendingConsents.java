package dev.carabiner.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Requests that wait for a person's answer; each can be answered once. */
final class PendingConsents {
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final int CAPACITY = 1000;

  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<String, Pending> waiting = new LinkedHashMap<>();
  private final SandboxClock clock;

  PendingConsents(SandboxClock clock) {
    this.clock = clock;
  }

  private record Pending(AuthorizationRequest request, Instant until) {}

  String add(AuthorizationRequest request) {
    lock.lock();
    try {
      Instant now = clock.instant();
      waiting.values().removeIf(pending -> now.isAfter(pending.until()));
      if (waiting.size() >= CAPACITY) {
        Map.Entry<String, Pending> oldest = waiting.entrySet().iterator().next();
        waiting.remove(oldest.getKey());
      }
      String id = Opaque.fresh("");
      waiting.put(id, new Pending(request, now.plus(LIFETIME)));
      return id;
    } finally {
      lock.unlock();
    }
  }

  Optional<AuthorizationRequest> take(String id) {
    lock.lock();
    try {
      Instant now = clock.instant();
      return Optional.ofNullable(waiting.remove(id))
          .filter(pending -> !now.isAfter(pending.until()))
          .map(Pending::request);
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
