package dev.carabiner.sandbox;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A gate in front of an endpoint: requests that come to it wait, unhandled, until it is opened.
 * Made by {@link Control#hold(Endpoint)}; once opened it stays open.
 */
public final class Hold implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Fault.Target target;
  private int arrived;
  private boolean open;

  Hold(Fault.Target target) {
    this.target = target;
  }

  /** How many requests have come to the gate so far. */
  public int arrived() {
    lock.lock();
    try {
      return arrived;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until a request stands at the gate.
   *
   * @throws IllegalStateException when none has come within 30 s
   */
  public void awaitArrival() throws InterruptedException {
    awaitArrivals(1);
  }

  /**
   * Waits until so many requests have come to the gate.
   *
   * @throws IllegalStateException when they have not within 30 s
   */
  public void awaitArrivals(int requests) throws InterruptedException {
    lock.lock();
    try {
      long left = PATIENCE.toNanos();
      while (arrived < requests) {
        if (left <= 0) {
          throw new IllegalStateException(
              arrived + " of " + requests + " requests came to the gate");
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Opens the gate for those who wait and for all who come later. */
  public void release() {
    lock.lock();
    try {
      open = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The same as {@link #release()}. */
  @Override
  public void close() {
    release();
  }

  boolean isOpen() {
    lock.lock();
    try {
      return open;
    } finally {
      lock.unlock();
    }
  }

  void pass(Endpoint endpoint, LedgerEntry.Asked asked) throws InterruptedException {
    if (!target.fits(endpoint, asked)) {
      return;
    }
    lock.lock();
    try {
      if (!open) {
        arrived++;
        changed.signalAll();
      }
      while (!open) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }
}
