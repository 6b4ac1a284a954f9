package dev.carabiner.client.internal;

import java.time.Duration;

/** Waits between two attempts. */
public interface Pause {
  void pause(Duration length) throws InterruptedException;

  /** Really waits. */
  static Pause sleeping() {
    return length -> Thread.sleep(length.toMillis());
  }
}
