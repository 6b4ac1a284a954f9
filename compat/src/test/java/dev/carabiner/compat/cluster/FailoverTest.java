package dev.carabiner.compat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.compat.Eventually;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// D3: the machine of the primary dies under load, and a synchronous standby takes its place.
@Tag("real")
@Tag("long")
class FailoverTest {
  private static final Duration RECOVERY = Duration.ofSeconds(15);
  private static final Duration LIFE = Duration.ofSeconds(5);
  private static final Duration BEFORE = Duration.ofSeconds(8);
  private static final int NODES = 2;
  private static final int SESSIONS = 4;

  @TempDir Path folder;

  @Test
  void the_cluster_writes_again_within_fifteen_seconds_and_no_token_is_lost() throws Exception {
    try (var pair = PatroniPair.start(Outsider.folder(folder.resolve("patroni")));
        var cluster = Cluster.open(folder, 0, LIFE)) {
      create(pair);
      for (var node = 0; node < NODES; node++) cluster.add(pair.url("carabiner")).awaitReady();
      var storm = new Storm(cluster, SESSIONS);
      Duration recovery;
      try (storm) {
        storm.begin();
        Thread.sleep(BEFORE);
        pair.killPrimary();
        var began = System.nanoTime();
        Eventually.holds("a link can be stored", () -> links(cluster));
        recovery = Duration.ofNanos(System.nanoTime() - began);
        Thread.sleep(LIFE);
      }
      storm.assertSound();
      for (var history : storm.histories())
        if (!history.isRevoked())
          assertThat(Fate.of(cluster, 1, history.policy(), history.session())).isEqualTo(Fate.KEPT);
      Figures.note(
          "D3 failover in " + recovery.toMillis() + " ms, " + storm.answers() + " answers",
          "all",
          storm.histories().size(),
          storm.histories().size(),
          0,
          0);
      assertThat(recovery).isLessThan(RECOVERY);
    }
  }

  private static boolean links(Cluster cluster) {
    try {
      return cluster
              .api
              .link(cluster.node(0).address(), Policy.NONE.key(), cluster.newUser())
              .status()
          == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private static void create(PatroniPair pair) throws SQLException {
    try (var connection = DriverManager.getConnection(pair.jdbc("postgres"));
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE carabiner");
    }
  }
}
