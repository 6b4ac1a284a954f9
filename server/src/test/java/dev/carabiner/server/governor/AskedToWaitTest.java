package dev.carabiner.server.governor;

import static dev.carabiner.server.governor.Cluster.CAP;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Three nodes and a provider that says it has enough.
class AskedToWaitTest {
  private final Cluster cluster = new Cluster(3);

  private static Ended asked(int seconds) {
    return new Ended.AskedToWait(Optional.of(Duration.ofSeconds(seconds)));
  }

  private static Ended asked() {
    return new Ended.AskedToWait(Optional.empty());
  }

  private void isShutFor(Duration time) {
    cluster.pass(time.minusMillis(1));
    for (var node = 0; node < 3; node++)
      assertThat(cluster.refused(node).why()).isEqualTo(Why.ASKED_TO_WAIT);
    cluster.pass(Duration.ofMillis(1));
    assertThat(cluster.go(2).isProbe()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "60, 60", "900, 900", "901, 900", "2147483647, 900"})
  void every_node_waits_as_long_as_the_provider_said_within_reason(int said, int kept) {
    cluster.go(0).end(asked(said));
    isShutFor(Duration.ofSeconds(kept));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, -2147483648})
  void nonsense_counts_as_nothing_said(int said) {
    cluster.go(0).end(asked(said));
    isShutFor(Duration.ofSeconds(1));
  }

  @Test
  void where_nothing_is_said_the_pause_grows_to_fifteen_seconds() {
    cluster.go(0).end(asked());
    for (var seconds : new int[] {1, 2, 4, 8, 15, 15}) {
      cluster.pass(Duration.ofSeconds(seconds).minusMillis(1));
      assertThat(cluster.refused(1).why()).isEqualTo(Why.ASKED_TO_WAIT);
      cluster.pass(Duration.ofMillis(1));
      cluster.go(1).end(asked());
    }
  }

  @Test
  void the_pause_goes_on_growing_when_the_gate_is_shut_again_within_a_minute() {
    cluster.go(0).end(asked());
    cluster.pass(1);
    cluster.go(0).end(new Ended.Answered());
    cluster.pass(59);
    cluster.go(0).end(asked());
    isShutFor(Duration.ofSeconds(2));
  }

  @Test
  void the_pause_begins_anew_after_a_good_minute() {
    cluster.go(0).end(asked());
    cluster.pass(1);
    cluster.go(0).end(new Ended.Answered());
    cluster.pass(60);
    cluster.go(0).end(asked());
    isShutFor(Duration.ofSeconds(1));
  }

  @Test
  void many_answers_of_the_same_moment_shut_the_gate_once() {
    var permits = cluster.all(0);
    permits.forEach(permit -> permit.end(asked()));
    assertThat(cluster.gates.writes()).isEqualTo(1);
    isShutFor(Duration.ofSeconds(1));
  }

  @Test
  void the_longest_time_that_was_named_counts() {
    var permits = cluster.all(0);
    permits.get(0).end(asked(10));
    permits.get(1).end(asked(30));
    permits.get(2).end(asked(20));
    isShutFor(Duration.ofSeconds(30));
  }

  @Test
  void a_named_time_counts_also_while_another_call_tries_the_gate() {
    var late = cluster.go(0);
    cluster.goUnanswered(1);
    cluster.pass(5);
    var probe = cluster.go(2);
    late.end(asked(40));
    probe.end(new Ended.Answered());
    cluster.pass(39);
    for (var node = 0; node < 3; node++) cluster.refused(node);
    cluster.pass(1);
    assertThat(cluster.go(2).isProbe()).isTrue();
  }

  @Test
  void afterwards_one_call_tries_and_then_more_and_more_follow() {
    cluster.go(0).end(asked(60));
    cluster.pass(60);
    var probe = cluster.go(0);
    assertThat(cluster.refused(1).why()).isEqualTo(Why.PROBING);
    probe.end(new Ended.Answered());
    cluster.pass(1);
    assertThat(cluster.all(1)).hasSize(1);
    cluster.pass(6);
    assertThat(cluster.all(2)).hasSize(CAP / 3);
  }

  @Test
  void to_be_asked_to_wait_is_an_answer() {
    for (var call = 0; call < 4; call++) cluster.go(0).end(new Ended.Unanswered());
    var other = cluster.go(0);
    cluster.go(0).end(asked());
    other.end(new Ended.Unanswered());
    cluster.pass(1);
    assertThat(cluster.go(0).isProbe()).isTrue();
  }
}
