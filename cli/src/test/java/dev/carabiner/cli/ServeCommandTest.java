package dev.carabiner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class ServeCommandTest {
  private static final String SECRET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN";

  @TempDir Path folder;
  private Path file;
  private int port;
  private int management;

  @BeforeEach
  void a_file() throws IOException {
    file = folder.resolve("carabiner.yaml");
    var ports = Ports.free(2);
    port = ports.get(0);
    management = ports.get(1);
    Files.writeString(file, server());
  }

  @Test
  void a_server_is_ready_reloads_and_ends_well() throws Exception {
    try (var server = Running.start(folder, Map.of("SECRET", SECRET), "serve")) {
      server.awaitOk("http://127.0.0.1:" + management + "/health/ready");
      server.awaitLine("info ServeCommand serves http://127.0.0.1:" + port);

      Files.writeString(file, server() + clients("${env:SECRET}"));
      server.signal("HUP");
      server.awaitLine("took up clients, providers and apps again");
      Files.writeString(file, server() + clients("bad"));
      server.signal("HUP");
      server.awaitLine("error Reload nothing was taken up: carabiner.yaml:8: clients[0].secret");
      assertThat(Running.status("http://127.0.0.1:" + port + "/no-such-path")).isEqualTo(404);

      server.signal("TERM");
      assertThat(server.exit()).isZero();
      assertThat(server.out()).endsWith("info ServeCommand stopped\n").doesNotContain(SECRET);
      assertThat(server.err()).isEmpty();
    }
  }

  @Test
  void a_passive_copy_says_so_in_its_log() throws Exception {
    try (var server = Running.start(folder, Map.of(), "serve", "--passive")) {
      server.awaitOk("http://127.0.0.1:" + management + "/health/ready");
      server.awaitLine("warn Carabiner passive copy: answers with tokens that live");
      assertThat(Running.status("http://127.0.0.1:" + port + "/connected_apps/callback/any"))
          .isEqualTo(503);

      server.signal("TERM");
      assertThat(server.exit()).isZero();
    }
  }

  @Test
  void a_taken_port_is_one_line() throws Exception {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        var server = Running.start(folder, Map.of(), "serve")) {
      assertThat(server.exit()).isEqualTo(1);
      assertThat(server.err())
          .startsWith("carabiner: ")
          .contains("127.0.0.1:" + port)
          .hasLineCount(1);
    }
  }

  @Test
  void a_second_process_on_one_file_is_refused_in_one_line() throws Exception {
    try (var first = Running.start(folder, Map.of(), "serve")) {
      first.awaitOk("http://127.0.0.1:" + management + "/health/ready");
      try (var second =
          Running.start(
              folder,
              Map.of(
                  "CARABINER_SERVER_URL", "http://127.0.0.1:8080",
                  "CARABINER_SERVER_LISTEN", "127.0.0.1:0",
                  "CARABINER_SERVER_MANAGEMENT_LISTEN", "127.0.0.1:0"),
              "serve")) {
        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.err()).contains("in use by another").hasLineCount(1);
      }
    }
  }

  @Test
  void another_master_key_is_refused_in_one_line_and_changes_nothing() throws Exception {
    try (var first = Running.start(folder, Map.of(), "serve")) {
      first.awaitOk("http://127.0.0.1:" + management + "/health/ready");
      first.signal("TERM");
      assertThat(first.exit()).isZero();
    }
    Files.delete(folder.resolve("master.key"));
    Ran.of("keys", "new", folder.resolve("master.key").toString());

    try (var second = Running.start(folder, Map.of(), "serve")) {
      assertThat(second.exit()).isEqualTo(1);
      assertThat(second.err()).startsWith("carabiner: vault.master-key: ").hasLineCount(1);
    }
  }

  @Test
  void a_wrong_file_stops_the_start_with_its_line() throws Exception {
    Files.writeString(file, server() + "sevrer: {}\n");

    try (var server = Running.start(folder, Map.of(), "serve")) {
      assertThat(server.exit()).isEqualTo(1);
      assertThat(server.err())
          .startsWith("carabiner: carabiner.yaml:6: sevrer: unknown key; allowed: apps, clients")
          .hasLineCount(1);
    }
  }

  private String server() {
    return """
    server:
      listen: 127.0.0.1:%d
      management-listen: 127.0.0.1:%d
    store:
      url: sqlite:data/carabiner.db
    """
        .formatted(port, management);
  }

  private static String clients(String secret) {
    return """
    clients:
      - id: 0123456789abcdef0123456789abcdef
        secret: %s
        scopes: [read:connected_apps]
    """
        .formatted(secret);
  }
}
