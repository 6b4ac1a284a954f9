package dev.carabiner.client;

import dev.carabiner.client.internal.Pause;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Waits for nothing and remembers for how long it should have. */
final class RecordedPauses implements Pause {
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();

  @Override
  public void pause(Duration length) {
    pauses.add(length);
  }

  List<Duration> all() {
    return pauses;
  }
}
