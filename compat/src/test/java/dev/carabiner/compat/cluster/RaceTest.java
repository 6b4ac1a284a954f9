package dev.carabiner.compat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Endpoint;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A thousand callers on three nodes at the moment of expiry.
@Tag("real")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RaceTest {
  private static final int READS = 1_000;
  private static final int NODES = 3;

  /// I12: a caller has one virtual thread and one connection; everything else is shared.
  private static final int MOST_THREADS = 80;

  private static final int MOST_DESCRIPTORS = 160;
  private static final int MOST_MEMORY = 640 * 1024;
  private static final long MOST_JOURNAL = 8L * 4 * 1024 * 1024;

  private static final String ROWS =
      """
      SELECT (SELECT count(*) FROM sessions) + (SELECT count(*) FROM flows)
        + (SELECT count(*) FROM events) + (SELECT count(*) FROM revocations)
        + (SELECT count(*) FROM webhook_lanes) + (SELECT count(*) FROM webhook_deliveries)
      """;

  private Cluster cluster;

  @BeforeAll
  void open(@TempDir Path folder) {
    cluster = Cluster.open(folder, NODES);
  }

  @AfterAll
  void close() {
    cluster.close();
  }

  @ParameterizedTest
  @EnumSource
  void a_thousand_reads_at_expiry_make_one_refresh(Policy policy) {
    race(policy, 3);
  }

  @Test
  @Tag("long")
  void two_hundred_times_a_thousand_reads_make_two_hundred_refreshes() {
    race(Policy.STRICT, 200);
  }

  private void race(Policy policy, int rounds) {
    var session = cluster.connect(0, policy);
    var ledger = cluster.provider(policy).ledger();
    var before = ledger.tokenRequests("refresh_token").size();
    var rows = cluster.database.number(ROWS);
    var largest = new Footprint(0, 0, 0);
    for (var round = 1; round <= rounds; round++) {
      var old = cluster.read(round % NODES, session).text("access_token");
      cluster.pass(Cluster.LIFE);
      var reads =
          IntStream.range(0, READS)
              .mapToObj(read -> cluster.api.reading(cluster.node(read % NODES).address(), session))
              .toList();
      largest = largest.or(cluster.nodes());
      var answers = reads.stream().map(CompletableFuture::join).toList();
      assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
      var tokens = answers.stream().map(answer -> answer.text("access_token")).distinct().toList();
      assertThat(tokens).hasSize(1).doesNotContain(old);
      assertThat(ledger.tokenRequests("refresh_token")).hasSize(before + round);
      largest = largest.or(cluster.nodes());
    }
    assertThat(largest.threads()).isLessThanOrEqualTo(MOST_THREADS);
    assertThat(largest.descriptors()).isLessThanOrEqualTo(READS + MOST_DESCRIPTORS);
    assertThat(largest.memory()).isLessThanOrEqualTo(MOST_MEMORY);
    assertThat(cluster.database.number(ROWS)).isEqualTo(rows);
    for (var node : cluster.nodes()) assertThat(node.journalBytes()).isLessThan(MOST_JOURNAL);
    assertThat(ledger.entries(Endpoint.TOKEN))
        .allSatisfy(entry -> assertThat(entry.status()).contains(200));
    Figures.note("1,000 reads on 3 nodes at expiry", policy.key(), rounds, rounds, 0, 0);
    Figures.note("the largest node in that", policy.key(), largest);
  }
}
