package dev.carabiner.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

@Tag("real")
class DevCommandTest {
  @TempDir Path folder;

  @Test
  void the_printed_lines_tell_the_story_and_the_next_run_remembers_it() throws Exception {
    var ready = folder.resolve("ready.json");
    ObjectNode first;
    String session;
    try (var dev =
        Running.start(
            folder, Map.of(), "dev", "--auto", "--port", "0", "--ready-file", "ready.json")) {
      dev.awaitFile(ready);
      first = json(ready);
      var told =
          shell(
              dev.out()
                      .lines()
                      .filter(DevCommandTest::isForTheShell)
                      .filter(line -> !line.contains("/revoke"))
                      .collect(Collectors.joining("\n"))
                  + "\necho \"session=$session_id\"");
      assertThat(told).contains("<h1>Connected</h1>", "\"access_token\":\"sandbox_access_");
      session = told.replaceAll("(?s).*session=", "").strip();
      dev.signal("TERM");
      assertThat(dev.exit()).isZero();
      assertThat(ready).doesNotExist();
    }
    try (var dev =
        Running.start(
            folder, Map.of(), "dev", "--auto", "--port", "0", "--ready-file", "ready.json")) {
      dev.awaitFile(ready);
      var second = json(ready);
      assertThat(second.get("client_id")).isEqualTo(first.get("client_id"));
      assertThat(second.get("client_secret")).isEqualTo(first.get("client_secret"));
      var settings = folder.resolve(".carabiner/carabiner.yaml").toString();
      assertThat(Ran.of("sessions", "show", session, "--config", settings).out())
          .startsWith("Works: connected since ");
      var revoking = dev.out().lines().filter(line -> line.contains("/revoke")).findFirst();
      var token = dev.out().lines().filter(line -> line.startsWith("token=")).findFirst();
      assertThat(
              shell(
                  token.orElseThrow() + "\nsession_id=" + session + "\n" + revoking.orElseThrow()))
          .contains("{\"message\":\"Success\",\"code\":\"OK\"}");
    }
  }

  @Test
  void reset_begins_anew_and_the_file_to_copy_is_the_owners_alone() throws Exception {
    var before = new DevFolder(DevFolder.in(folder).path()).identity();
    Files.writeString(folder.resolve(".carabiner/notes.txt"), "mine");

    try (var dev =
        Running.start(folder, Map.of(), "dev", "--reset", "--port", "0", "--ready-file", "r")) {
      dev.awaitFile(folder.resolve("r"));
      assertThat(json(folder.resolve("r")).get("client_id").asString())
          .isNotEqualTo(before.clientId());
      dev.signal("INT");
      assertThat(dev.exit()).isZero();
    }
    assertThat(folder.resolve(".carabiner/notes.txt")).hasContent("mine");
    var file = folder.resolve(".carabiner/carabiner.yaml");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Ran.of("settings", "--config", file.toString()).code()).isZero();
  }

  @Test
  void a_files_clients_providers_and_apps_come_on_top() throws Exception {
    Files.writeString(
        folder.resolve("mine.yaml"),
        """
        server: {name: Ignored, url: https://crm.example.com}
        apps:
          - key: mine
            provider: sandbox
            client-id: x
            callback-url: http://127.0.0.1:9/mine
        """);
    try (var dev =
        Running.start(
            folder, Map.of(), "dev", "--config", "mine.yaml", "--port", "0", "--ready-file", "r")) {
      dev.awaitFile(folder.resolve("r"));
      var lines = dev.out().lines().filter(DevCommandTest::isForTheShell).limit(2);
      var told =
          shell(
              lines
                  .collect(Collectors.joining("\n"))
                  .replace("key_code_ref=sandbox", "key_code_ref=mine"));
      assertThat(told).contains("\"session_id\":\"");
    }
  }

  @Test
  void any_address_but_loopback_is_refused() throws Exception {
    try (var dev =
        Running.start(
            folder, Map.of("CARABINER_SERVER_LISTEN", "0.0.0.0:0"), "dev", "--port", "0")) {
      assertThat(dev.exit()).isEqualTo(1);
      assertThat(dev.err())
          .startsWith("carabiner: the environment listens at 0.0.0.0:0; dev opens everything")
          .hasLineCount(1);
    }
    Files.writeString(
        folder.resolve("open.yaml"),
        "server: {listen: '0.0.0.0:8080', url: 'https://a.example'}\n");
    try (var dev = Running.start(folder, Map.of(), "dev", "--config", "open.yaml", "--port", "0")) {
      assertThat(dev.exit()).isEqualTo(1);
      assertThat(dev.err())
          .startsWith("carabiner: open.yaml listens at 0.0.0.0:8080")
          .hasLineCount(1);
    }
  }

  private static boolean isForTheShell(String line) {
    return line.startsWith("token=")
        || line.startsWith("answer=")
        || line.startsWith("url=")
        || line.startsWith("curl ");
  }

  private static ObjectNode json(Path file) throws Exception {
    return Json.parseObject(Files.readString(file)).orElseThrow();
  }

  private static String shell(String script) throws Exception {
    var process = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
    var out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }
}
