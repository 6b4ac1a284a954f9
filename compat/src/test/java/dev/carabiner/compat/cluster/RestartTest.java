package dev.carabiner.compat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.compat.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a start finds: tables half made, a backup, the traces of a power failure: K18 to K20.
@Tag("real")
class RestartTest {
  private static final Duration HALF_A_LIFE = Cluster.LIFE.dividedBy(2);

  @TempDir Path folder;

  @Test
  void k18_a_start_that_dies_while_it_makes_the_tables_is_made_good_by_the_next() {
    dyingAtEvery(150);
  }

  @Test
  @Tag("long")
  void k18_a_start_that_dies_at_any_word_to_the_database_is_made_good_by_the_next() {
    dyingAtEvery(1);
  }

  @Test
  void k19_from_a_backup_a_living_token_is_served_and_a_spent_grant_is_named() {
    try (var cluster = Cluster.open(folder, 2)) {
      var spent = connected(cluster);
      cluster.killNodes();
      cluster.database.backUp();
      cluster.startNodes();
      cluster.pass(HALF_A_LIFE);
      for (var session : spent.values())
        assertThat(cluster.api.readFresh(cluster.node(0).address(), session).status())
            .isEqualTo(200);

      cluster.killNodes();
      cluster.database.restore();
      cluster.nodes().forEach(ServerNode::loseJournal);
      cluster.startNodes();
      cluster.pass(Duration.ZERO);
      for (var policy : Policy.values())
        assertThat(Fate.of(cluster, 1, policy, spent.get(policy))).isEqualTo(Fate.KEPT);
      cluster.pass(HALF_A_LIFE);
      Eventually.holds(
          "the spent grant is named",
          () -> cluster.read(1, spent.get(Policy.STRICT)).code().equals("RECONNECT_REQUIRED"));
      assertThat(Fate.of(cluster, 1, Policy.NONE, spent.get(Policy.NONE))).isEqualTo(Fate.KEPT);
      Figures.note("K19 restored backup, its journal lost", "none", 1, 1, 0, 0);
      Figures.note("K19 restored backup, its journal lost", "strict", 1, 0, 1, 0);
    }
  }

  @Test
  void k20_after_a_power_failure_nothing_but_a_start_is_needed() {
    try (var cluster = Cluster.open(folder, 2)) {
      var sessions = connected(cluster);
      cluster.pass(Cluster.LIFE);
      cluster.killNodes();
      cluster.database.dieAndComeBack();
      cluster.startNodes();
      sessions.forEach((policy, session) -> {
        assertThat(Fate.of(cluster, 1, policy, session)).isEqualTo(Fate.KEPT);
        Figures.note("K20 power failure", policy.key(), 1, 1, 0, 0);
      });
    }
  }

  private void dyingAtEvery(int step) {
    var messages = new AtomicInteger();
    var limit = new AtomicInteger();
    var dying = new AtomicReference<@Nullable ServerNode>();
    try (var cluster = Cluster.open(folder, 0);
        var line =
            Relay.counting(
                cluster.database.port(),
                _ -> {
                  var node = dying.get();
                  if (messages.incrementAndGet() == limit.get() && node != null) node.strike();
                })) {
      limit.set(step);
      var node = cluster.add(Database.url(line.port()));
      dying.set(node);
      var starts = 1;
      for (; !node.becomesReady(); starts++) {
        messages.set(0);
        limit.addAndGet(step);
        node.launchAgain();
      }
      dying.set(null);
      assertThat(starts).isGreaterThan(1);
      var session = cluster.connect(0, Policy.STRICT);
      cluster.pass(Cluster.LIFE);
      assertThat(Fate.of(cluster, 0, Policy.STRICT, session)).isEqualTo(Fate.KEPT);
      Figures.note(
          "K18 start killed at every " + step + ". word to the database", "", starts, starts, 0, 0);
    }
  }

  private static EnumMap<Policy, String> connected(Cluster cluster) {
    var sessions = new EnumMap<Policy, String>(Policy.class);
    for (var policy : Policy.values()) sessions.put(policy, cluster.connect(0, policy));
    return sessions;
  }
}
