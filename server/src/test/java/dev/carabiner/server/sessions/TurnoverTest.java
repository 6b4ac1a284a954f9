package dev.carabiner.server.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TurnoverTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AtomicInteger changes = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong(-5);
  private final Turnover turnover = new Turnover(changes::get, nanos::get);

  @Test
  void while_the_store_stays_the_same_nobody_waits() {
    assertThat(turnover.waiting()).isEmpty();
    assertThat(turnover.isOpen()).isFalse();
  }

  @Test
  void after_a_change_even_a_node_that_has_replayed_waits_for_the_others() {
    changes.incrementAndGet();
    assertThat(turnover.waiting()).hasValue(Turnover.TIME);
    turnover.replayed(turnover.count());
    pass(Turnover.TIME.minus(SECOND));
    assertThat(turnover.waiting()).hasValue(SECOND);
    pass(SECOND);
    assertThat(turnover.waiting()).isEmpty();
  }

  @Test
  void a_node_that_has_not_replayed_waits_until_it_has() {
    changes.incrementAndGet();
    assertThat(turnover.waiting()).isPresent();
    pass(Turnover.TIME.multipliedBy(3));
    assertThat(turnover.waiting()).isPresent();
    turnover.replayed(turnover.count());
    assertThat(turnover.waiting()).isEmpty();
  }

  @Test
  void a_change_during_a_replay_needs_another_replay() {
    changes.incrementAndGet();
    var before = turnover.count();
    changes.incrementAndGet();
    turnover.replayed(before);
    assertThat(turnover.isOpen()).isTrue();
    turnover.replayed(turnover.count());
    assertThat(turnover.isOpen()).isFalse();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
