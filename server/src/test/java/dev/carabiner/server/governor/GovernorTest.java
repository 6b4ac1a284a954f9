package dev.carabiner.server.governor;

import static dev.carabiner.server.governor.Cluster.CAP;
import static dev.carabiner.server.governor.Cluster.GATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Places and budgets.
class GovernorTest {
  private final Cluster cluster = new Cluster(3);
  private final Cluster alone = new Cluster(1);

  @Test
  void the_places_are_divided_among_the_nodes() {
    for (var node = 0; node < 3; node++) assertThat(cluster.all(node)).hasSize(CAP / 3);
    assertThat(alone.all(0)).hasSize(CAP);
  }

  @Test
  void a_node_that_stops_leaves_its_places_to_the_others_soon() {
    assertThat(cluster.all(0)).hasSize(CAP / 3);
    cluster.running = 2;
    assertThat(cluster.all(0)).isEmpty();
    cluster.pass(5);
    assertThat(cluster.all(0)).hasSize(CAP / 2 - CAP / 3);
  }

  @Test
  void every_node_has_a_place_however_many_there_are() {
    cluster.running = 1000;
    assertThat(cluster.all(0)).hasSize(1);
  }

  @Test
  void a_permit_gives_its_place_back_however_it_ends() {
    var endings =
        new Ended[] {
          new Ended.Answered(), new Ended.Unanswered(), new Ended.Unused(), new Ended.Answered()
        };
    for (var round = 0; round < 10 * CAP; round++) alone.go(0).end(endings[round % 4]);
    for (var round = 0; round < 2 * CAP; round++)
      try (var permit = alone.go(0)) {
        if (round % 2 == 0) permit.end(new Ended.Answered());
      }
    assertThat(alone.all(0)).hasSize(CAP);
  }

  @Test
  void a_permit_ends_once() {
    var permit = alone.go(0);
    permit.end(new Ended.Answered());
    assertThatThrownBy(() -> permit.end(new Ended.Answered()))
        .isInstanceOf(IllegalStateException.class);
    permit.close();
    assertThat(alone.all(0)).hasSize(CAP);
  }

  @Test
  void who_finds_no_place_is_called_soon_and_not_with_all_others() {
    var permits = alone.all(0);
    var waits = new ArrayList<Duration>();
    for (var call = 0; call < 2000; call++) {
      var wait = alone.refused(0);
      assertThat(wait.why()).isEqualTo(Why.BUSY);
      waits.add(wait.duration());
    }
    assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofMillis(1050)) <= 0);
    assertThat(waits.subList(0, 900)).doesNotHaveDuplicates();
    alone.pass(2);
    permits.getFirst().end(new Ended.Answered());
    alone.go(0);
  }

  @Test
  void who_finds_no_place_does_not_ask_the_store() {
    var permits = alone.all(0);
    assertThat(permits).hasSize(CAP);
    var before = alone.gates.reads();
    for (var call = 0; call < 100; call++) alone.refused(0);
    assertThat(alone.gates.reads()).isEqualTo(before);
  }

  @Test
  void a_good_day_reads_the_store_once_for_each_call_and_writes_nothing() {
    for (var call = 0; call < 100; call++) alone.go(0).end(new Ended.Answered());
    assertThat(alone.gates.reads()).isEqualTo(100);
    assertThat(alone.gates.writes()).isZero();
  }

  @Test
  void never_more_calls_than_places_are_in_flight_when_many_ask_at_once() throws Exception {
    var inFlight = new AtomicInteger();
    var most = new AtomicInteger();
    Callable<Boolean> caller =
        () -> {
          while (true)
            switch (alone.enter(0)) {
              case Pass.Wait _ -> Thread.yield();
              case Pass.Go(var permit) -> {
                most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                Thread.yield();
                inFlight.decrementAndGet();
                permit.end(new Ended.Answered());
                return true;
              }
            }
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var ended : threads.invokeAll(Collections.nCopies(500, caller)))
        assertThat(ended.get()).isTrue();
    }
    assertThat(most.get()).isBetween(1, CAP);
    assertThat(alone.all(0)).hasSize(CAP);
  }

  @ParameterizedTest
  @CsvSource({"100, 60, 1", "100, 60, 3", "3000, 60, 3", "6, 1, 3", "7, 3600, 2", "1, 10, 1"})
  void no_window_sees_more_calls_than_the_budget(int calls, int seconds, int size) {
    var nodes = new Cluster(size);
    var budget = Optional.of(new Budget(calls, Duration.ofSeconds(seconds)));
    var step = Duration.ofSeconds(seconds).dividedBy(100);
    var granted = new int[400];
    for (var slot = 0; slot < granted.length; slot++) {
      for (var node : nodes.nodes)
        while (node.enter(GATE, budget) instanceof Pass.Go(var permit)) {
          granted[slot]++;
          permit.end(new Ended.Answered());
        }
      nodes.pass(step);
    }
    for (var from = 0; from + 100 <= granted.length; from++) {
      var sum = 0;
      for (var slot = from; slot < from + 100; slot++) sum += granted[slot];
      assertThat(sum).as("from " + from).isBetween(calls * 4 / 10, calls);
    }
  }

  @Test
  void a_spent_budget_says_when_there_is_more() {
    var budget = Optional.of(new Budget(10, Duration.ofSeconds(90)));
    assertThat(alone.node(0).enter(GATE, budget)).isInstanceOf(Pass.Go.class);
    assertThat(alone.node(0).enter(GATE, budget))
        .isEqualTo(new Pass.Wait(Duration.ofSeconds(10), Why.BUDGET));
    alone.pass(10);
    assertThat(alone.node(0).enter(GATE, budget)).isInstanceOf(Pass.Go.class);
  }

  @Test
  void a_call_that_was_not_made_costs_nothing() {
    var budget = Optional.of(new Budget(10, Duration.ofSeconds(90)));
    for (var call = 0; call < 20; call++)
      ((Pass.Go) alone.node(0).enter(GATE, budget)).permit().close();
    assertThat(alone.node(0).enter(GATE, budget)).isInstanceOf(Pass.Go.class);
  }

  @Test
  void a_clock_that_runs_back_stops_nobody_for_long() {
    var budget = Optional.of(new Budget(10, Duration.ofSeconds(90)));
    ((Pass.Go) alone.node(0).enter(GATE, budget)).permit().end(new Ended.Answered());
    alone.node(0).enter(GATE, budget);
    alone.now = alone.now.minusSeconds(3600);
    var wait = (Pass.Wait) alone.node(0).enter(GATE, budget);
    assertThat(wait.duration()).isLessThanOrEqualTo(Duration.ofSeconds(11));
  }

  @Test
  void operators_see_every_gate_and_what_this_node_has_in_flight() {
    cluster.goUnanswered(1);
    var other = new GateKey("other.example", "c");
    assertThat(cluster.node(0).enter(other, Optional.empty())).isInstanceOf(Pass.Go.class);
    assertThat(cluster.node(0).states())
        .containsExactly(
            new GateView(other, GateState.Flowing.ALWAYS, 1),
            new GateView(GATE, cluster.state(), 0));
  }

  @ParameterizedTest
  @CsvSource({
    "https://Login.Example/token, login.example",
    "https://login.example:443/token, login.example",
    "https://login.example:8443/token, login.example:8443",
    "http://127.0.0.1:80/token, 127.0.0.1",
    "http://127.0.0.1:9400/token, 127.0.0.1:9400"
  })
  void a_gate_is_named_by_the_host_that_answers(String address, String host) {
    assertThat(GateKey.of(URI.create(address), "c")).isEqualTo(new GateKey(host, "c"));
  }
}
