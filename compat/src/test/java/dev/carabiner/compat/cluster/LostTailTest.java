package dev.carabiner.compat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.compat.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// D4: an asynchronous standby takes the place of its primary, and lacks the commits that were
/// confirmed last. Among them are refreshes whose old refresh token the provider has spent, and
/// ends the grant for when it is used once more.
@Tag("real")
@Tag("long")
class LostTailTest {
  private static final int NODES = 2;
  private static final int REFRESHER = 0;
  private static final int OTHER = 1;
  private static final int SESSIONS = 4;

  @TempDir Path folder;

  @Test
  void nodes_that_run_make_the_lost_refreshes_again() throws Exception {
    try (var pair = LaggingPair.start(Outsider.folder(folder.resolve("pair")));
        var cluster = open(pair);
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var trails = refreshedInTheTail(cluster, pair);
      pair.killPrimary();
      var reads = new ArrayList<Future<Api.Answer>>();
      for (var session : trails)
        for (var node = 0; node < NODES; node++) {
          var at = node;
          reads.add(callers.submit(() -> untilServed(cluster, at, session.id())));
        }
      pair.promote();
      for (var read : reads) assertThat(read.get().status()).isEqualTo(200);
      assertNothingLost(cluster, trails);
      Figures.note("D4 lost tail, nodes run on", "strict", SESSIONS, SESSIONS, 0, 0);
    }
  }

  @Test
  void nodes_that_start_anew_make_the_lost_refreshes_again() throws Exception {
    try (var pair = LaggingPair.start(Outsider.folder(folder.resolve("pair")));
        var cluster = open(pair)) {
      var trails = refreshedInTheTail(cluster, pair);
      pair.killPrimary();
      cluster.killNodes();
      pair.promote();
      cluster.node(REFRESHER).restart();
      cluster.node(OTHER).restart();
      assertNothingLost(cluster, trails);
      assertThat(log(cluster, REFRESHER)).contains("the store has lost a confirmed commit");
      Figures.note("D4 lost tail, nodes start anew", "strict", SESSIONS, SESSIONS, 0, 0);
    }
  }

  private record Refreshed(String id, Trail trail) {}

  private Cluster open(LaggingPair pair) {
    var cluster = Cluster.open(folder, 0);
    for (var node = 0; node < NODES; node++) cluster.add(pair.url()).awaitReady();
    for (var node = 0; node < NODES; node++)
      assertThat(log(cluster, node)).contains("asynchronous standby");
    return cluster;
  }

  /// Sessions whose first token has died, and whose second one the standby never hears of.
  private static List<Refreshed> refreshedInTheTail(Cluster cluster, LaggingPair pair) {
    var sessions = new ArrayList<Refreshed>();
    for (var i = 0; i < SESSIONS; i++) {
      var session = cluster.connect(REFRESHER, Policy.STRICT);
      var token = cluster.read(REFRESHER, session).text("access_token");
      sessions.add(
          new Refreshed(session, Trail.of(cluster.provider(Policy.STRICT).ledger(), token)));
    }
    cluster.pass(Cluster.LIFE);
    pair.putAhead(Cluster.LIFE);
    pair.cutStandbyOff();
    for (var session : sessions)
      assertThat(cluster.read(REFRESHER, session.id()).status()).isEqualTo(200);
    return sessions;
  }

  private static void assertNothingLost(Cluster cluster, List<Refreshed> sessions) {
    for (var session : sessions) {
      for (var node = 0; node < NODES; node++)
        assertThat(Fate.of(cluster, node, Policy.STRICT, session.id())).isEqualTo(Fate.KEPT);
      assertThat(session.trail().uses()).hasSize(1);
      assertThat(cluster.show(OTHER, session.id()).text("state")).isEqualTo("connected");
    }
  }

  /// A caller that tries again for as long as it is told to.
  private static Api.Answer untilServed(Cluster cluster, int node, String session) {
    var answers = new ArrayList<Api.Answer>();
    Eventually.holds(
        "the session is served or has ended",
        () -> {
          try {
            answers.add(cluster.read(node, session));
          } catch (UncheckedIOException cut) {
            return false;
          }
          return answers.getLast().status() != 503;
        });
    return answers.getLast();
  }

  private static String log(Cluster cluster, int node) {
    try {
      return Files.readString(cluster.node(node).log());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
