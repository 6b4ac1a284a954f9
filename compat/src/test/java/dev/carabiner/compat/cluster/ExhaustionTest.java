package dev.carabiner.compat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.compat.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// K24: a node that may open no more files.
@Tag("real")
class ExhaustionTest {
  private static final int FILES = 400;

  @TempDir Path folder;

  @Test
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
}
