package dev.carabiner.server.webhooks;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// How many threads are at work, for each webhook and all together.
final class Places {
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Webhook.Key, Integer> taken = new HashMap<>();
  private int all;

  /// @param most for all webhooks together
  Places(int most) {
    this.most = most;
  }

  /// Takes a place if the webhook has fewer than `mostOfIt`, and there is one at all.
  boolean take(Webhook.Key webhook, int mostOfIt) {
    lock.lock();
    try {
      var ofIt = taken.getOrDefault(webhook, 0);
      if (ofIt >= mostOfIt || all >= most) return false;
      taken.put(webhook, ofIt + 1);
      all++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Gives a place back.
  void free(Webhook.Key webhook) {
    lock.lock();
    try {
      taken.computeIfPresent(webhook, (key, ofIt) -> ofIt == 1 ? null : ofIt - 1);
      all--;
    } finally {
      lock.unlock();
    }
  }
}
