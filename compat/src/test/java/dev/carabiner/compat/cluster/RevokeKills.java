package dev.carabiner.compat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.compat.Eventually;
import dev.carabiner.sandbox.Endpoint;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A node dies at each step of a revocation: K14 to K16.
abstract class RevokeKills extends KillCase {
  private static final Duration JOB_LEASE = Duration.ofMinutes(3);

  @ParameterizedTest
  @MethodSource("policies")
  void k14_before_the_commit_nothing_is_revoked_and_a_repeat_works(Policy policy) {
    times(
        "K14 revoke, before the commit",
        policy,
        () -> {
          var life = connected(policy);
          dieAt("revoke:before", () -> cluster.api.revoke(mortal(), life.session()));
          cluster.node(MORTAL).restart();
          assertThat(cluster.read(OTHER, life.session()).text("access_token"))
              .isEqualTo(life.token());
          assertThat(cluster.api.revoke(mortal(), life.session()).status()).isEqualTo(200);
          assertRevoked(life);
        });
  }

  @ParameterizedTest
  @MethodSource("policies")
  void k15_after_the_commit_reads_refuse_at_once_and_the_provider_is_told(Policy policy) {
    times(
        "K15 revoke, after the commit",
        policy,
        () -> {
          var life = connected(policy);
          dieAt("revoke:after", () -> cluster.api.revoke(mortal(), life.session()));
          assertRevoked(life);
          cluster.node(MORTAL).restart();
          assertThat(cluster.read(MORTAL, life.session()).code()).isEqualTo("INVALID_SESSION");
        });
  }

  @ParameterizedTest
  @MethodSource("policies")
  void k16_the_provider_told_twice_does_no_harm(Policy policy) {
    times(
        "K16 revoke, the provider told, not recorded",
        policy,
        () -> {
          var life = connected(policy);
          var before = revocations(policy);
          cluster.node(OTHER).freeze();
          cluster.node(MORTAL).dieAt("revocation:answered");
          cluster.api.revoking(mortal(), life.session());
          cluster.node(MORTAL).awaitDeath();
          assertThat(revocations(policy)).isEqualTo(before + 1);
          cluster.node(OTHER).thaw();
          cluster.pass(JOB_LEASE);
          Eventually.holds("the provider is told again", () -> revocations(policy) == before + 2);
          assertThat(cluster.provider(policy).ledger().entries(Endpoint.REVOKE))
              .allSatisfy(entry -> assertThat(entry.status()).isEqualTo(Optional.of(200)));
          assertRevoked(life);
          cluster.node(MORTAL).restart();
        });
  }

  private int revocations(Policy policy) {
    return cluster.provider(policy).ledger().entries(Endpoint.REVOKE).size();
  }

  private void assertRevoked(Life life) {
    assertThat(cluster.read(OTHER, life.session()).code()).isEqualTo("INVALID_SESSION");
    Eventually.holds(
        "the provider lets the token in no more", () -> !opens(life.policy(), life.token()));
  }
}
