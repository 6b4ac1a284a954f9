package dev.carabiner.compat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.compat.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// K24: a node that may open no more files, or has no more memory.
@Tag("real")
class ExhaustionTest {
  private static final int FILES = 400;

  /// As the launcher starts the program, with less memory than a crowd needs.
  private static final String[] LITTLE_MEMORY = {"-Xmx44m", "-XX:+ExitOnOutOfMemoryError"};

  /// The exit code of a JVM that ends for want of memory.
  private static final int OUT_OF_MEMORY = 3;

  private static final int CROWD = 2_500;
  private static final int ROUNDS = 4;

  @TempDir Path folder;

  @Test
  @Tag("long")
  void a_node_without_files_to_open_leaves_no_half_state() {
    try (var cluster = Cluster.open(folder, 1)) {
      var poor =
          cluster.add(
              cluster.database.url(), "sh", "-c", "ulimit -n " + FILES + "; exec \"$@\"", "sh");
      poor.awaitReady();
      var session = cluster.connect(0, Policy.STRICT);
      cluster.pass(Cluster.LIFE);
      var crowd = new ArrayList<Socket>();
      try {
        for (var i = 0; i < FILES; i++)
          crowd.add(new Socket(InetAddress.getLoopbackAddress(), poor.address().getPort()));
        var meanwhile = cluster.api.reading(poor.address(), session);
        assertThat(Fate.of(cluster, 0, Policy.STRICT, session)).isEqualTo(Fate.KEPT);
        for (var socket : crowd) socket.close();
        meanwhile.handle((_, _) -> true).join();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
      if (!poor.isAlive()) poor.restart();
      Eventually.holds("it answers again", () -> cluster.read(1, session).status() == 200);
      assertThat(cluster.read(1, session).text("access_token"))
          .isEqualTo(cluster.read(0, session).text("access_token"));
      assertThat(cluster.provider(Policy.STRICT).ledger().tokenRequests("refresh_token"))
          .hasSize(1);
      Figures.note("K24 no more files to open", "strict", 1, 1, 0, 0);
    }
  }

  @Test
  @Tag("long")
  void a_node_without_memory_ends_and_leaves_no_half_state() {
    try (var cluster = Cluster.open(folder, 2)) {
      var poor = cluster.node(1);
      poor.kill();
      poor.withOptions(LITTLE_MEMORY).restart();
      var sessions = new EnumMap<Policy, String>(Policy.class);
      for (var policy : Policy.values()) sessions.put(policy, cluster.connect(0, policy));
      for (var round = 0; round < ROUNDS && poor.isAlive(); round++) {
        cluster.pass(Cluster.LIFE);
        var crowd =
            IntStream.range(0, CROWD)
                .mapToObj(i ->
                    cluster.api.reading(
                        poor.address(), sessions.get(Policy.values()[i % sessions.size()])))
                .toList();
        for (var read : crowd) read.handle((_, _) -> true).join();
      }
      assertThat(poor.isAlive()).as("it had too little memory").isFalse();
      assertThat(poor.awaitEnd()).isEqualTo(OUT_OF_MEMORY);
      poor.withOptions().restart();
      sessions.forEach((policy, session) -> {
        var fate = Fate.of(cluster, 0, policy, session);
        if (policy != Policy.STRICT) assertThat(fate).isEqualTo(Fate.KEPT);
        assertThat(Fate.of(cluster, 1, policy, session)).isEqualTo(fate);
        Figures.note(
            "K24 no more memory",
            policy.key(),
            1,
            fate == Fate.KEPT ? 1 : 0,
            fate == Fate.NAMED ? 1 : 0,
            0);
      });
    }
  }
}
