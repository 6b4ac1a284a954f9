package dev.carabiner.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.FaultCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulerTest {
  private static final Duration PAUSE = Duration.ofMillis(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @ParameterizedTest
  @ValueSource(strings = {"fault", "exception", "error"})
  void a_round_that_fails_is_not_the_last_one(String how) throws Exception {
    var rounds = new CountDownLatch(3);
    try (var scheduler = new Scheduler()) {
      scheduler.every(
          PAUSE,
          "work that fails",
          () -> {
            rounds.countDown();
            switch (how) {
              case "fault" -> throw new Fault(FaultCode.STORE_UNAVAILABLE, "was to fail");
              case "exception" -> throw new IllegalStateException("was to fail");
              default -> throw new StackOverflowError("was to fail");
            }
          });
      assertThat(await(rounds)).isTrue();
    }
  }

  @Test
  void work_that_fails_does_not_end_other_work_of_the_same_thread() throws Exception {
    var others = new CountDownLatch(3);
    try (var scheduler = new Scheduler()) {
      scheduler.every(
          PAUSE,
          "work that fails",
          () -> {
            throw new StackOverflowError("was to fail");
          });
      scheduler.every(PAUSE, "other work", others::countDown);
      assertThat(await(others)).isTrue();
    }
  }

  private static boolean await(CountDownLatch latch) throws InterruptedException {
    return latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
