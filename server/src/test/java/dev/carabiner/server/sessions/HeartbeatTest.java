package dev.carabiner.server.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private final AtomicInteger beats = new AtomicInteger();
  private Instant wall = Instant.EPOCH;
  private Duration ticked = Duration.ZERO;
  private final Heartbeat heartbeat =
      new Heartbeat(
          new Nodes() {
            @Override
            public void beat(String node) {
              beats.incrementAndGet();
            }

            @Override
            public boolean runs(String node, Duration age) {
              return beats.get() > 0;
            }

            @Override
            public int running(Duration age) {
              return 1;
            }

            @Override
            public void leave(String node) {}
          },
          "node-1",
          () -> false,
          new Departure.Clocks(() -> wall, () -> ticked.toNanos()));

  @Test
  void it_beats_whenever_it_is_asked_to() {
    heartbeat.beat();
    pass(Heartbeat.PAUSE, Heartbeat.PAUSE);
    heartbeat.beat();
    assertThat(beats).hasValue(2);
  }

  @Test
  void after_a_time_without_ticks_answers_have_ten_seconds_to_land() {
    stoodStill(Duration.ofMinutes(1), Heartbeat.PAUSE);
  }

  @Test
  void after_a_time_that_only_the_ticks_saw_answers_have_ten_seconds_to_land() {
    stoodStill(Heartbeat.PAUSE, Duration.ofMinutes(1));
  }

  private void stoodStill(Duration onTheWall, Duration inTicks) {
    heartbeat.beat();
    pass(onTheWall, inTicks);
    heartbeat.beat();
    pass(Heartbeat.PAUSE, Heartbeat.PAUSE);
    heartbeat.beat();
    assertThat(beats).hasValue(1);
    pass(Heartbeat.PAUSE, Heartbeat.PAUSE);
    heartbeat.beat();
    assertThat(beats).hasValue(2);
  }

  private void pass(Duration onTheWall, Duration inTicks) {
    wall = wall.plus(onTheWall);
    ticked = ticked.plus(inTicks);
  }
}
