package dev.carabiner.server.governor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.RandomValues;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What all implementations of the port must do. Every test has gates of its own.
public interface GatesContract {
  /// The gates under test.
  Gates gates();

  private static GateKey fresh() {
    return new GateKey("provider.example:8443", new RandomValues().next());
  }

  private Trouble trouble(GateKey key, boolean outage) {
    var now = gates().find(key).now();
    return new Trouble(now, 3, Why.NO_ANSWER, Optional.of("node-1"), outage);
  }

  @Test
  default void a_gate_of_which_nothing_is_known_flows() {
    var key = fresh();
    var before = gates().find(key).now();
    var reading = gates().find(key);
    assertThat(reading.state()).isEqualTo(GateState.Flowing.ALWAYS);
    assertThat(reading.version()).isZero();
    assertThat(reading.now()).isAfterOrEqualTo(before);
    assertThat(gates().all()).noneMatch(known -> known.key().equals(key));
  }

  @Test
  default void every_state_is_kept_as_it_is() {
    var key = fresh();
    var trouble = trouble(key, true);
    var asked = new Trouble(trouble.since(), 1, Why.ASKED_TO_WAIT, Optional.empty(), false);
    var until = trouble.since().plus(Duration.ofMillis(5001));
    var version = 0L;
    for (var state :
        new GateState[] {
          new GateState.Shut(trouble, until),
          new GateState.Probing(trouble, until, "node-2"),
          new GateState.Flowing(until, Optional.of(trouble)),
          new GateState.Shut(asked, until),
          new GateState.Flowing(until, Optional.empty())
        }) {
      assertThat(gates().compareAndSet(key, version, state)).isTrue();
      var reading = gates().find(key);
      assertThat(reading.state()).isEqualTo(state);
      assertThat(reading.version()).isEqualTo(++version);
      assertThat(gates().all()).contains(new Gates.Known(key, state));
    }
  }

  @Test
  default void who_saw_another_version_changes_nothing() {
    var key = fresh();
    var trouble = trouble(key, false);
    var shut = new GateState.Shut(trouble, trouble.since());
    var other = new GateState.Probing(trouble, trouble.since(), "node-2");
    assertThat(gates().compareAndSet(key, 1, shut)).isFalse();
    assertThat(gates().compareAndSet(key, 0, shut)).isTrue();
    assertThat(gates().compareAndSet(key, 0, other)).isFalse();
    assertThat(gates().compareAndSet(key, 2, other)).isFalse();
    assertThat(gates().find(key).state()).isEqualTo(shut);
  }

  @Test
  default void gates_do_not_touch_each_other() {
    var key = fresh();
    var otherHost = new GateKey("other.example", key.client());
    var trouble = trouble(key, false);
    gates().compareAndSet(key, 0, new GateState.Shut(trouble, trouble.since()));
    assertThat(gates().find(otherHost).version()).isZero();
    assertThat(gates().find(fresh()).version()).isZero();
  }

  @Test
  default void of_many_at_once_exactly_one_changes_a_version() throws Exception {
    var key = fresh();
    var trouble = trouble(key, false);
    for (var version = 0L; version < 3; version++) {
      var seen = version;
      var next = new GateState.Probing(trouble, trouble.since(), "node-" + version);
      Callable<Boolean> attempt = () -> gates().compareAndSet(key, seen, next);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var won =
            threads.invokeAll(Collections.nCopies(16, attempt)).stream().map(Future::resultNow);
        assertThat(won.filter(each -> each)).hasSize(1);
      }
      assertThat(gates().find(key).version()).isEqualTo(version + 1);
    }
  }
}
