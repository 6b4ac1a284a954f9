package dev.carabiner.compat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nodes die and stand still at any moment, under callers that never pause.
@Tag("real")
class ChaosTest {
  private static final int NODES = 3;
  private static final int SESSIONS = 4;
  private static final Duration LIFE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  @TempDir Path folder;

  @Test
  @Tag("long")
  void nodes_that_die_and_stand_still_lose_nothing_that_is_not_named() throws Exception {
    upheave("blind kill -9 and SIGSTOP", Duration.ofSeconds(12), 1);
  }

  @Test
  @Tag("long")
  void five_minutes_in_which_every_node_dies_again_and_again() throws Exception {
    upheave("K21 restart storm", Duration.ofMinutes(5), 2);
  }

  private void upheave(String name, Duration length, int seed) throws Exception {
    try (var cluster = Cluster.open(folder, NODES, LIFE)) {
      var storm = new Storm(cluster, SESSIONS);
      int upheavals;
      try (storm) {
        storm.begin();
        upheavals = killAndFreeze(cluster, length, new Random(seed));
      }
      for (var node : cluster.nodes()) node.mend();
      var fates = fates(cluster, storm);
      for (var policy : Policy.values())
        Figures.note(
            name,
            policy.key(),
            upheavals + " kills and stops, " + storm.answers() + " answers",
            fates.getOrDefault(policy + " KEPT", 0),
            fates.getOrDefault(policy + " NAMED", 0),
            0);
      storm.assertSound();
      for (var policy : Policy.values())
        assertEveryCodeWasSentOnce(cluster.provider(policy).ledger());
      assertThat(fates).doesNotContainKeys(Policy.NONE + " NAMED", Policy.GRACE + " NAMED");
    }
  }

  /// Every node in turn, since chance may forget one.
  private static int killAndFreeze(Cluster cluster, Duration length, Random random)
      throws InterruptedException {
    var end = System.nanoTime() + length.toNanos();
    var upheavals = 0;
    while (System.nanoTime() < end) {
      var node = cluster.node(upheavals++ % NODES);
      if (random.nextInt(3) == 0) {
        node.freeze();
        Thread.sleep(PAUSE);
        node.thaw();
      } else {
        node.kill();
        node.restart();
        Thread.sleep(random.nextLong(PAUSE.toMillis()));
      }
    }
    return upheavals;
  }

  private static Map<String, Integer> fates(Cluster cluster, Storm storm) {
    var fates = new TreeMap<String, Integer>();
    for (var history : storm.histories()) {
      if (history.isRevoked()) continue;
      var fate = Fate.of(cluster, 0, history.policy(), history.session());
      fates.merge(history.policy() + " " + fate, 1, Integer::sum);
    }
    return fates;
  }

  private static void assertEveryCodeWasSentOnce(Ledger ledger) {
    assertThat(ledger.tokenRequests("authorization_code"))
        .extracting(entry -> entry.asked().tokens().get("code"))
        .doesNotHaveDuplicates();
  }
}
