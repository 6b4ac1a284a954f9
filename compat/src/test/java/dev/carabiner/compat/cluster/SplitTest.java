package dev.carabiner.compat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.compat.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// D12: the network between one node and the database falls silent, and nothing else.
@Tag("real")
class SplitTest {
  private static final Duration UNTIL_NOT_READY = Duration.ofSeconds(5);
  private static final int READY = 200;
  private static final int NOT_READY = 503;

  @TempDir Path folder;

  @Test
  void a_node_that_loses_the_database_says_so_and_serves_nothing_stale() {
    try (var cluster = Cluster.open(folder, 1);
        var line = Relay.to(cluster.database.port())) {
      var cut = cluster.add(Database.url(line.port())).awaitReady();
      var session = cluster.connect(0, Policy.STRICT);
      assertThat(cluster.read(1, session).status()).isEqualTo(READY);

      line.silence(true);
      var began = System.nanoTime();
      Eventually.holds("it is not ready", () -> cluster.api.status(cut.readiness()) == NOT_READY);
      var noticed = Duration.ofNanos(System.nanoTime() - began);
      assertThat(noticed).isLessThan(UNTIL_NOT_READY);
      assertThat(cluster.api.revoke(cluster.node(0).address(), session).status()).isEqualTo(READY);
      assertThat(cluster.read(1, session).code()).isEqualTo("STORE_UNAVAILABLE");

      line.silence(false);
      Eventually.holds("it is ready again", () -> cluster.api.status(cut.readiness()) == READY);
      assertThat(cluster.read(1, session).code()).isEqualTo("INVALID_SESSION");
      Figures.note("D12 not ready after " + noticed.toMillis() + " ms", "strict", 1, 1, 0, 0);
    }
  }
}
