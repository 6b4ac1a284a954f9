package dev.carabiner.server.governor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// When operators and applications are told.
class OutagesTest {
  private final Cluster cluster = new Cluster(3);

  private static final Ended ASKED = new Ended.AskedToWait(Optional.of(Duration.ofSeconds(15)));

  @Test
  void a_gate_that_is_open_again_after_one_probe_was_no_outage() {
    cluster.goUnanswered(0);
    cluster.pass(5);
    cluster.go(1).end(new Ended.Answered());
    assertThat(cluster.outages).isEmpty();
  }

  @Test
  void an_outage_is_told_once_when_it_begins_and_once_when_it_ends() {
    var since = cluster.now;
    cluster.goUnanswered(0);
    cluster.pass(5);
    for (var probe = 0; probe < 5; probe++) {
      cluster.go(1 + probe % 2).end(new Ended.Unanswered());
      cluster.pass(17);
    }
    var began = "began client-1@provider.example " + since + " no_answer";
    assertThat(cluster.outages).containsExactly(began);
    cluster.go(2).end(new Ended.Answered());
    assertThat(cluster.outages).containsExactly(began, "ended client-1@provider.example " + since);
    cluster.pass(100);
    for (var call = 0; call < 9; call++) cluster.go(call % 3).end(new Ended.Answered());
    assertThat(cluster.outages).hasSize(2);
  }

  @Test
  void a_provider_that_has_only_asked_to_wait_for_over_a_minute_is_an_outage() {
    var since = cluster.now;
    cluster.go(0).end(ASKED);
    for (var probe = 0; probe < 4; probe++) {
      cluster.pass(15);
      cluster.go(1).end(ASKED);
    }
    assertThat(cluster.outages).isEmpty();
    cluster.pass(15);
    cluster.go(1).end(ASKED);
    assertThat(cluster.outages)
        .containsExactly("began client-1@provider.example " + since + " asked_to_wait");
  }

  @Test
  void a_second_outage_is_told_again() {
    for (var outage = 0; outage < 2; outage++) {
      cluster.goUnanswered(0);
      cluster.pass(10);
      cluster.go(1).end(new Ended.Unanswered());
      cluster.pass(20);
      cluster.go(2).end(new Ended.Answered());
      cluster.pass(100);
      cluster.go(0).end(new Ended.Answered());
    }
    assertThat(cluster.outages).hasSize(4);
  }
}
