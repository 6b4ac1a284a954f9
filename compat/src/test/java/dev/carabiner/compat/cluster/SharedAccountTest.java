package dev.carabiner.compat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.compat.Eventually;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Two sessions of one account at providers where a revocation ends every grant of the account.
@Tag("real")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedAccountTest {
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
  void one_is_revoked_and_the_other_still_refreshes_until_it_goes_too(Policy policy) {
    var account = cluster.newUser();
    var one = cluster.connect(0, policy.key(), cluster.newUser(), account);
    var other = cluster.connect(1, policy.key(), cluster.newUser(), account);
    assertThat(cluster.api.revoke(cluster.node(0).address(), one).status()).isEqualTo(200);
    assertThat(cluster.read(1, one).code()).isEqualTo("INVALID_SESSION");
    cluster.pass(Cluster.LIFE);
    assertThat(Fate.of(cluster, 1, policy, other)).isEqualTo(Fate.KEPT);

    var last = cluster.read(0, other).text("access_token");
    assertThat(cluster.api.revoke(cluster.node(1).address(), other).status()).isEqualTo(200);
    Eventually.holds("the grant has ended", () -> !cluster.opens(policy, last));
  }
}
