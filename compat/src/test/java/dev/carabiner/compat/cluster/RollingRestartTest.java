package dev.carabiner.compat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SIGTERM, as at every new version: K23 and D14.
@Tag("real")
class RollingRestartTest {
  private static final int NODES = 3;
  private static final int READERS = 12;
  private static final int TRIES = 8;
  private static final int TERMINATED = 143;
  private static final Duration BREATH = Duration.ofMillis(20);

  @TempDir Path folder;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger reads = new AtomicInteger();
  private final List<String> failures = new CopyOnWriteArrayList<>();

  @Test
  @Tag("long")
  void callers_that_try_another_node_never_fail_while_every_node_is_restarted() throws Exception {
    try (var cluster = Cluster.open(folder, NODES, Duration.ofSeconds(5))) {
      var sessions = new ArrayList<String>();
      for (var policy : Policy.values())
        for (var i = 0; i < READERS / NODES; i++) sessions.add(cluster.connect(0, policy));
      try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
        var under = new ArrayList<Future<Boolean>>();
        for (var session : sessions)
          under.add(readers.submit(() -> readUntilOver(cluster, session)));
        for (var node : cluster.nodes()) {
          node.terminate();
          assertThat(node.awaitEnd()).isEqualTo(TERMINATED);
          node.restart();
        }
        over.set(true);
        for (var reader : under) assertThat(reader.get()).isTrue();
      }
      assertThat(failures).isEmpty();
      assertThat(reads).hasValueGreaterThan(READERS);
      for (var policy : Policy.values())
        for (var refresh : cluster.provider(policy).ledger().tokenRequests("refresh_token"))
          assertThat(refresh.status()).contains(200);
      Figures.note(
          "K23, D14 every node restarted under " + reads + " reads", "all", NODES, NODES, 0, 0);
    }
  }

  @Test
  void a_refresh_under_way_is_brought_to_its_end() throws Exception {
    try (var cluster = Cluster.open(folder, 2)) {
      var session = cluster.connect(1, Policy.STRICT);
      cluster.pass(Cluster.LIFE);
      try (var hold = cluster.provider(Policy.STRICT).control().hold("refresh_token")) {
        var reading = cluster.api.reading(cluster.node(0).address(), session);
        hold.awaitArrival();
        cluster.node(0).terminate();
        hold.release();
        assertThat(reading.join().status()).isEqualTo(200);
      }
      assertThat(cluster.node(0).awaitEnd()).isEqualTo(TERMINATED);
      assertThat(Fate.of(cluster, 1, Policy.STRICT, session)).isEqualTo(Fate.KEPT);
      assertThat(cluster.provider(Policy.STRICT).ledger().tokenRequests("refresh_token"))
          .hasSize(1);
    }
  }

  private boolean readUntilOver(Cluster cluster, String session) throws InterruptedException {
    for (var i = 0; !over.get(); i++) {
      var failure = "";
      for (var attempt = 0; attempt < TRIES; attempt++) {
        failure = failureOf(cluster, (i + attempt) % NODES, session);
        if (failure.isEmpty()) break;
        Thread.sleep(BREATH);
      }
      if (!failure.isEmpty()) failures.add(failure);
      reads.incrementAndGet();
      Thread.sleep(BREATH);
    }
    return true;
  }

  private static String failureOf(Cluster cluster, int node, String session) {
    try {
      var answer = cluster.read(node, session);
      return answer.status() == 200 ? "" : answer.status() + " " + answer.body();
    } catch (UncheckedIOException gone) {
      return gone.toString();
    }
  }
}
