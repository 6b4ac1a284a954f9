package dev.carabiner.server.governor;

import static dev.carabiner.server.governor.Cluster.CAP;
import static dev.carabiner.server.governor.Cluster.GATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.server.base.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Three nodes and a provider that does not answer.
class BreakerTest {
  private final Cluster cluster = new Cluster(3);

  @Test
  void five_calls_in_a_row_without_an_answer_shut_the_gate_for_every_node() {
    for (var call = 1; call < 5; call++) cluster.go(0).end(new Ended.Unanswered());
    assertThat(cluster.gates.writes()).isZero();
    cluster.go(0).end(new Ended.Unanswered());
    for (var node = 0; node < 3; node++)
      assertThat(cluster.refused(node).why()).isEqualTo(Why.NO_ANSWER);
  }

  @Test
  void an_answer_in_between_begins_the_count_again() {
    for (var call = 0; call < 40; call++)
      cluster.go(0).end(call % 5 == 4 ? new Ended.Answered() : new Ended.Unanswered());
    assertThat(cluster.gates.writes()).isZero();
  }

  @Test
  void a_call_that_was_not_made_is_neither_an_answer_nor_none() {
    for (var call = 0; call < 9; call++)
      cluster.go(0).end(call % 2 == 0 ? new Ended.Unanswered() : new Ended.Unused());
    assertThat(cluster.state()).isInstanceOf(GateState.Shut.class);
  }

  @Test
  void a_shut_gate_opens_for_nobody_before_its_time() {
    cluster.goUnanswered(0);
    cluster.pass(Duration.ofMillis(4999));
    for (var node = 0; node < 3; node++) {
      var wait = cluster.refused(node);
      assertThat(wait.why()).isEqualTo(Why.NO_ANSWER);
      assertThat(wait.duration()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(4));
    }
  }

  @Test
  void exactly_one_call_of_the_whole_cluster_tries_the_gate() {
    cluster.goUnanswered(0);
    cluster.pass(8);
    var probes = new ArrayList<Permit>();
    for (var round = 0; round < 50; round++) {
      for (var node = 0; node < 3; node++)
        if (cluster.enter(node) instanceof Pass.Go(var permit)) probes.add(permit);
      cluster.pass(Duration.ofMillis(300));
    }
    assertThat(probes).singleElement().matches(Permit::isProbe);
    assertThat(cluster.refused(1).why()).isEqualTo(Why.PROBING);
  }

  @Test
  void of_two_nodes_that_see_the_gate_free_at_once_one_tries() {
    cluster.goUnanswered(0);
    cluster.pass(8);
    var faster = new ArrayList<Permit>();
    cluster.gates.beforeNextWrite(() -> faster.add(cluster.go(2)));
    assertThat(cluster.refused(1).why()).isEqualTo(Why.PROBING);
    assertThat(faster).singleElement().matches(Permit::isProbe);
  }

  @Test
  void an_answered_probe_opens_the_gate_for_every_node() {
    cluster.goUnanswered(0);
    cluster.pass(5);
    cluster.go(1).end(new Ended.Answered());
    cluster.pass(2);
    for (var node = 0; node < 3; node++) cluster.go(node).end(new Ended.Answered());
  }

  @Test
  void an_unanswered_probe_shuts_the_gate_longer_and_at_most_for_fifteen_seconds() {
    cluster.goUnanswered(0);
    cluster.pass(5);
    for (var seconds : new int[] {10, 15, 15, 15}) {
      cluster.go(1).end(new Ended.Unanswered());
      cluster.pass(Duration.ofSeconds(seconds).minusMillis(1));
      assertThat(cluster.refused(2).why()).isEqualTo(Why.NO_ANSWER);
      cluster.pass(Duration.ofMillis(1001));
    }
    assertThat(cluster.go(1).isProbe()).isTrue();
  }

  @Test
  void after_a_probe_that_ran_out_of_time_the_next_one_comes_soon() {
    cluster.goUnanswered(0);
    cluster.pass(5);
    cluster.go(1).end(new Ended.Unanswered());
    cluster.pass(10);
    var probe = cluster.go(1);
    cluster.pass(15);
    probe.end(new Ended.Unanswered());
    cluster.pass(5);
    assertThat(cluster.go(1).isProbe()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 9, 14, 19, 29})
  void whenever_an_outage_ends_all_places_are_free_within_thirty_seconds(int slowest) {
    var deadline = Math.min(slowest, 15);
    cluster.goUnanswered(0);
    var outageEnds = cluster.now.plusSeconds(60 + slowest);
    while (true) {
      cluster.pass(Duration.ofMillis(100));
      if (!(cluster.enter(1) instanceof Pass.Go(var probe))) continue;
      var works = !cluster.now.isBefore(outageEnds);
      if (!works) cluster.pass(deadline);
      probe.end(works ? new Ended.Answered() : new Ended.Unanswered());
      if (works) break;
    }
    cluster.pass(6);
    assertThat(IntStream.range(0, 3).map(node -> cluster.all(node).size()).sum()).isEqualTo(CAP);
    assertThat(cluster.now).isBefore(outageEnds.plusSeconds(30));
  }

  @Test
  void a_node_that_dies_with_the_probe_is_followed_by_another_after_the_lease() {
    cluster.goUnanswered(0);
    cluster.pass(5);
    var lost = cluster.go(1);
    cluster.pass(Duration.ofMillis(19_999));
    assertThat(cluster.refused(2).why()).isEqualTo(Why.PROBING);
    cluster.pass(Duration.ofMillis(201));
    cluster.go(2).end(new Ended.Unanswered());
    lost.end(new Ended.Answered());
    assertThat(cluster.state()).isInstanceOf(GateState.Shut.class);
  }

  @Test
  void a_probe_that_was_not_made_leaves_the_place_to_the_next_at_once() {
    cluster.goUnanswered(0);
    cluster.pass(5);
    cluster.go(1).close();
    assertThat(cluster.go(2).isProbe()).isTrue();
  }

  @Test
  void calls_from_before_do_not_shut_a_gate_that_has_opened_again() {
    var old = cluster.all(0);
    cluster.goUnanswered(1);
    cluster.pass(5);
    cluster.go(2).end(new Ended.Answered());
    cluster.pass(7);
    old.removeFirst().end(new Ended.Answered());
    cluster.go(0).end(new Ended.Answered());
    old.forEach(permit -> permit.end(new Ended.Unanswered()));
    assertThat(cluster.state()).isInstanceOf(GateState.Flowing.class);
  }

  @Test
  void after_trouble_two_calls_are_let_through_and_twice_as_many_with_every_second() {
    var alone = new Cluster(1);
    alone.goUnanswered(0);
    alone.pass(5);
    alone.go(0).end(new Ended.Answered());
    var inFlight = 0;
    for (var allowed : new int[] {2, 4, 8, 16, 32, CAP, CAP}) {
      inFlight += alone.all(0).size();
      assertThat(inFlight).isEqualTo(allowed);
      assertThat(alone.refused(0).why()).isEqualTo(Why.BUSY);
      alone.pass(1);
    }
  }

  @Test
  void one_dead_provider_does_not_touch_another_gate() {
    cluster.goUnanswered(0);
    var sameClient = new GateKey("other.example", GATE.client());
    var sameHost = new GateKey(GATE.host(), "client-2");
    for (var node : cluster.nodes)
      for (var other : new GateKey[] {sameClient, sameHost})
        assertThat(node.enter(other, Optional.empty())).isInstanceOf(Pass.Go.class);
  }

  @Test
  void the_node_that_had_no_answer_lets_the_others_try_first() {
    cluster.goUnanswered(0);
    cluster.pass(6);
    assertThat(cluster.refused(0).why()).isEqualTo(Why.NO_ANSWER);
    assertThat(cluster.go(1).isProbe()).isTrue();
  }

  @Test
  void a_node_that_is_alone_without_answers_waits_alone() {
    cluster.goUnanswered(0);
    cluster.pass(5);
    cluster.go(1).end(new Ended.Answered());
    cluster.pass(10);
    cluster.goUnanswered(0);
    assertThat(cluster.refused(0).why()).isEqualTo(Why.NO_ANSWER);
    assertThat(cluster.all(1)).hasSize(CAP / 3);
    assertThat(cluster.all(2)).hasSize(CAP / 3);
    cluster.pass(5);
    var own = cluster.go(0);
    assertThat(cluster.refused(0).why()).isEqualTo(Why.BUSY);
    own.end(new Ended.Unanswered());
    cluster.pass(9);
    assertThat(cluster.refused(0).why()).isEqualTo(Why.NO_ANSWER);
    cluster.pass(1);
    cluster.go(0).end(new Ended.Answered());
    assertThat(cluster.all(0)).hasSize(CAP / 3);
  }

  @Test
  void a_node_that_has_had_an_answer_since_counts_again() {
    cluster.goUnanswered(0);
    cluster.pass(5);
    cluster.go(1).end(new Ended.Answered());
    cluster.pass(10);
    cluster.go(0).end(new Ended.Answered());
    cluster.goUnanswered(0);
    assertThat(cluster.refused(1).why()).isEqualTo(Why.NO_ANSWER);
  }

  @Test
  void a_node_that_had_no_answer_and_then_one_itself_is_not_alone() {
    cluster.goUnanswered(0);
    cluster.pass(7);
    cluster.go(0).end(new Ended.Answered());
    cluster.pass(10);
    cluster.goUnanswered(0);
    assertThat(cluster.refused(1).why()).isEqualTo(Why.NO_ANSWER);
  }

  @Test
  void who_waits_at_a_shut_gate_hardly_asks_the_store() {
    cluster.goUnanswered(0);
    assertThat(cluster.refused(1).why()).isEqualTo(Why.NO_ANSWER);
    var before = cluster.gates.reads();
    for (var call = 0; call < 1000; call++) cluster.refused(1);
    assertThat(cluster.gates.reads()).isEqualTo(before);
  }

  @Test
  void a_store_in_trouble_shows_and_takes_no_place() {
    var last = cluster.go(0);
    cluster.gates.setDown(true);
    for (var call = 0; call < 2 * CAP; call++)
      assertThatThrownBy(() -> cluster.enter(0)).isInstanceOf(Fault.class);
    var asked = new Ended.AskedToWait(Optional.empty());
    assertThatThrownBy(() -> last.end(asked)).isInstanceOf(Fault.class);
    cluster.gates.setDown(false);
    assertThat(cluster.all(0)).hasSize(CAP / 3);
  }
}
