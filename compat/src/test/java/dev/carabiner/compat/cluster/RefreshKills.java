package dev.carabiner.compat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.compat.Eventually;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A node dies at each step of a refresh: K7 to K12. The access token is dead, so that nothing but
/// the refresh can answer, except where a case says otherwise.
abstract class RefreshKills extends KillCase {
  private static final Duration LEASE = Duration.ofSeconds(21);

  @ParameterizedTest
  @MethodSource("policies")
  void k7_before_the_claim_nothing_has_happened(Policy policy) {
    all(
        "K7 before the claim",
        policy,
        () -> {
          var life = expired(policy);
          dieReading(life, "claim:before");
          assertThat(life.trail().uses()).isEmpty();
          var fate = fate(life);
          assertThat(life.trail().uses()).hasSize(1);
          cluster.node(MORTAL).restart();
          return fate;
        },
        Fate.KEPT);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void k8_after_the_claim_its_owner_comes_back_and_one_refresh_is_made(Policy policy) {
    all(
        "K8 after the claim, the node comes back",
        policy,
        () -> {
          var life = expired(policy);
          dieReading(life, "refresh:before-send");
          assertThat(life.trail().uses()).isEmpty();
          cluster.node(MORTAL).restart();
          var fate = fateInTime(life);
          assertThat(life.trail().uses()).hasSize(1);
          return fate;
        },
        Fate.KEPT);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void k8_after_the_claim_another_node_takes_over_when_the_lease_ends(Policy policy) {
    all(
        "K8 after the claim, the node stays away",
        policy,
        () -> {
          var life = expired(policy);
          dieReading(life, "claim:after");
          cluster.pass(policy == Policy.STRICT ? LEASE.plusSeconds(60) : LEASE);
          var fate = fate(life);
          assertThat(life.trail().uses()).hasSize(1);
          cluster.node(MORTAL).restart();
          return fate;
        },
        Fate.KEPT);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void k9_sent_and_handled_by_the_provider(Policy policy) {
    all(
        "K9 sent, handled by the provider",
        policy,
        () -> {
          var life = expired(policy);
          dieWaiting(life);
          cluster.node(MORTAL).restart();
          return fateInTime(life);
        },
        policy == Policy.STRICT ? Fate.NAMED : Fate.KEPT);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void k9_about_to_send_and_never_seen_by_the_provider(Policy policy) {
    all(
        "K9 sent, never seen by the provider",
        policy,
        () -> {
          var life = expired(policy);
          dieReading(life, "refresh:sent");
          cluster.node(MORTAL).restart();
          var fate = fateInTime(life);
          assertThat(life.trail().uses()).hasSize(1);
          return fate;
        },
        Fate.KEPT);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void k9_a_living_token_is_served_to_its_end(Policy policy) {
    all(
        "K9 sent, handled, the access token alive",
        policy,
        () -> {
          var life = connected(policy);
          cluster.pass(Cluster.LIFE.minusSeconds(25));
          dieWaiting(life);
          cluster.node(MORTAL).restart();
          var meanwhile = cluster.read(OTHER, life.session());
          assertThat(meanwhile.status()).isEqualTo(200);
          assertThat(opens(policy, meanwhile.text("access_token"))).isTrue();
          cluster.pass(Duration.ofSeconds(30));
          return fateInTime(life);
        },
        policy == Policy.STRICT ? Fate.NAMED : Fate.KEPT);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void k10_the_answer_is_read_and_not_yet_kept(Policy policy) {
    all(
        "K10 answer read, not in the journal",
        policy,
        () -> {
          var life = expired(policy);
          dieReading(life, "refresh:answered");
          cluster.node(MORTAL).restart();
          return fateInTime(life);
        },
        policy == Policy.STRICT ? Fate.NAMED : Fate.KEPT);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void k11_the_answer_is_in_the_journal_and_not_yet_in_the_store(Policy policy) {
    all(
        "K11 answer in the journal, not in the store",
        policy,
        () -> {
          var life = expired(policy);
          dieReading(life, "refresh:before");
          cluster.node(MORTAL).restart();
          var fate = fateInTime(life);
          assertThat(life.trail().uses()).hasSize(1);
          return fate;
        },
        Fate.KEPT);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void k12_the_answer_is_in_the_store_and_nobody_was_told(Policy policy) {
    all(
        "K12 answer in the store, nobody told",
        policy,
        () -> {
          var life = expired(policy);
          dieReading(life, "refresh:after");
          var fate = fateInTime(life);
          assertThat(life.trail().uses()).hasSize(1);
          cluster.node(MORTAL).restart();
          return fate;
        },
        Fate.KEPT);
  }

  /// The node is killed while the provider holds its request, which is handled then.
  private void dieWaiting(Life life) {
    try (var hold = cluster.provider(life.policy()).control().hold("refresh_token")) {
      var reading = cluster.api.reading(cluster.node(MORTAL).address(), life.session());
      hold.awaitArrival();
      cluster.node(MORTAL).kill();
      assertThat(reading).failsWithin(Duration.ofSeconds(5));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
    Eventually.holds(
        "the provider has handled the request",
        () -> life.trail().uses().stream().allMatch(use -> !use.outcome().tokens().isEmpty()));
  }
}
