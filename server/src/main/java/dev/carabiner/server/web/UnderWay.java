package dev.carabiner.server.web;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Counts the requests under way, so that stopping can wait for them.
final class UnderWay {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition fewer = lock.newCondition();
  private int count;
  private boolean closed;

  /// Lets a request in; false once [#drain] has begun.
  boolean enter() {
    lock.lock();
    try {
      if (!closed) count++;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /// A request that was let in has been answered.
  void leave() {
    lock.lock();
    try {
      count--;
      fewer.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Lets nobody in any more and waits until all have left, or `longest` is over.
  void drain(Duration longest) {
    lock.lock();
    try {
      closed = true;
      var left = longest.toNanos();
      while (count > 0 && left > 0) left = fewer.awaitNanos(left);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
