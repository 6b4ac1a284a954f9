package dev.carabiner.compat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.compat.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// K22: a node stands still in the middle of a refresh and wakes up after its lease.
@Tag("real")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PauseTest {
  private static final int SLEEPER = 0;
  private static final int OTHER = 1;
  private static final Duration LEASE = Duration.ofSeconds(21);
  private static final Duration BREATH = Duration.ofMillis(200);
  private static final Duration MINUTE = Duration.ofSeconds(60);

  private Cluster cluster;

  @BeforeAll
  void open(@TempDir Path folder) {
    cluster = Cluster.open(folder, 2);
  }

  @AfterAll
  void close() {
    cluster.close();
  }

  @ParameterizedTest
  @EnumSource
  void what_it_received_while_it_stood_still_is_not_lost(Policy policy) throws Exception {
    var session = cluster.connect(OTHER, policy);
    var trail =
        Trail.of(
            cluster.provider(policy).ledger(), cluster.read(OTHER, session).text("access_token"));
    cluster.pass(Cluster.LIFE);
    try (var hold = cluster.provider(policy).control().hold("refresh_token")) {
      var slept = cluster.api.reading(cluster.node(SLEEPER).address(), session);
      hold.awaitArrival();
      cluster.node(SLEEPER).freeze();
      hold.release();
      Eventually.holds(
          "the provider has answered",
          () -> trail.uses().stream().allMatch(use -> !use.outcome().tokens().isEmpty()));
      cluster.pass(LEASE);
      var meanwhile = cluster.read(OTHER, session);
      if (policy == Policy.STRICT) assertThat(meanwhile.code()).isEqualTo("PROVIDER_UNAVAILABLE");
      else assertThat(meanwhile.status()).isEqualTo(200);
      cluster.node(SLEEPER).thaw();
      slept.join();
    }
    assertThat(Fate.of(cluster, OTHER, policy, session)).isEqualTo(Fate.KEPT);
    assertThat(trail.uses()).hasSize(policy == Policy.STRICT ? 1 : 2);
    cluster.pass(Cluster.LIFE);
    assertThat(Fate.of(cluster, SLEEPER, policy, session)).isEqualTo(Fate.KEPT);
    Figures.note("K22 SIGSTOP past the lease", policy.key(), 1, 1, 0, 0);
  }

  /// The pause is the fault itself: the whole machine's clocks go on, the node's threads do not.
  @Tag("long")
  @ParameterizedTest
  @EnumSource
  void a_node_that_stands_still_for_a_minute_costs_no_grant(Policy policy) throws Exception {
    var session = cluster.connect(OTHER, policy);
    var trail =
        Trail.of(
            cluster.provider(policy).ledger(), cluster.read(OTHER, session).text("access_token"));
    cluster.pass(Cluster.LIFE);
    try (var hold = cluster.provider(policy).control().hold("refresh_token")) {
      var slept = cluster.api.reading(cluster.node(SLEEPER).address(), session);
      hold.awaitArrival();
      var began = System.nanoTime();
      cluster.node(SLEEPER).freeze();
      hold.release();
      var answers = 0;
      while (System.nanoTime() - began < MINUTE.toNanos()) {
        var meanwhile = cluster.read(OTHER, session);
        assertThat(meanwhile.status()).as(meanwhile.body()).isIn(200, 503);
        answers++;
        Thread.sleep(BREATH);
      }
      cluster.node(SLEEPER).thaw();
      slept.handle((_, _) -> true).join();
      assertThat(answers).isPositive();
    }
    assertThat(Fate.of(cluster, OTHER, policy, session)).isEqualTo(Fate.KEPT);
    assertThat(trail.uses()).hasSize(policy == Policy.STRICT ? 1 : 2);
    cluster.pass(Cluster.LIFE);
    assertThat(Fate.of(cluster, SLEEPER, policy, session)).isEqualTo(Fate.KEPT);
    Figures.note("K22 SIGSTOP for 60 s", policy.key(), 1, 1, 0, 0);
  }
}
