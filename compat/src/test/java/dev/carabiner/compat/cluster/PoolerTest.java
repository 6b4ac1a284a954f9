package dev.carabiner.compat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.compat.Eventually;
import dev.carabiner.compat.Loopback;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every node reaches the database through PgBouncer in transaction mode.
@Tag("real")
@Tag("long")
class PoolerTest {
  private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");
  private static final int NODES = 3;
  private static final int READS = 1_000;
  private static final int ROUNDS = 10;

  @TempDir Path folder;

  @Test
  void nodes_start_connect_race_and_die_behind_a_pooler() throws Exception {
    Packages.need(List.of(PROGRAM), "pgbouncer");
    try (var cluster = Cluster.open(folder, 0)) {
      var port = Loopback.free("127.0.0.1").getPort();
      try (var _ = pooler(port, cluster.database.port())) {
        Eventually.holds("the pooler listens", () -> listens(port));
        for (var node = 0; node < NODES; node++) cluster.add(Database.url(port)).awaitReady();
        for (var policy : Policy.values()) race(cluster, policy);
        killed(cluster);
      }
    }
  }

  private static void race(Cluster cluster, Policy policy) {
    var session = cluster.connect(0, policy);
    var ledger = cluster.provider(policy).ledger();
    for (var round = 1; round <= ROUNDS; round++) {
      cluster.pass(Cluster.LIFE);
      var answers =
          IntStream.range(0, READS)
              .mapToObj(read -> cluster.api.reading(cluster.node(read % NODES).address(), session))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
      assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
      assertThat(answers.stream().map(answer -> answer.text("access_token")).distinct()).hasSize(1);
      assertThat(ledger.tokenRequests("refresh_token")).hasSize(round);
    }
    Figures.note("PgBouncer: 1,000 reads on 3 nodes at expiry", policy.key(), ROUNDS, ROUNDS, 0, 0);
  }

  private static void killed(Cluster cluster) {
    var session = cluster.connect(1, Policy.STRICT);
    cluster.pass(Cluster.LIFE);
    cluster.node(0).dieAt("journal:2:after");
    var reading = cluster.api.reading(cluster.node(0).address(), session);
    cluster.node(0).awaitDeath();
    assertThat(reading).failsWithin(Duration.ofSeconds(5));
    cluster.node(0).restart();
    assertThat(Fate.of(cluster, 1, Policy.STRICT, session)).isEqualTo(Fate.KEPT);
  }

  private Outsider pooler(int port, int database) throws IOException {
    var home = Outsider.folder(folder.resolve("pgbouncer"));
    var settings = home.resolve("pgbouncer.ini");
    Files.writeString(
        settings,
        """
        [databases]
        * = host=127.0.0.1 port=%d user=postgres password=postgres
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = any
        pool_mode = transaction
        default_pool_size = 8
        max_client_conn = 200
        ignore_startup_parameters = extra_float_digits
        """
            .formatted(database, port));
    return Outsider.start(folder.resolve("pgbouncer.log"), PROGRAM.toString(), settings.toString());
  }

  private static boolean listens(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port));
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }
}
