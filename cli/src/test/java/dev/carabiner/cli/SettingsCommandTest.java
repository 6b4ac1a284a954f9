package dev.carabiner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsCommandTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void a_file() throws IOException {
    file =
        Files.writeString(
            folder.resolve("c.yaml"),
            """
            log: {level: warn}
            apps:
              - key: acme
                provider: acme-id
                client-id: x
                client-secret: hushhush
                callback-url: https://crm.example.com/
            """);
  }

  @Test
  void the_settings_in_force_are_shown_with_where_they_came_from() {
    var ran =
        Ran.with(Map.of("CARABINER_SERVER_NAME", "CRM"), "settings", "--config", file.toString());

    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .contains(
            "server.name = CRM   (CARABINER_SERVER_NAME)\n",
            "log.level = warn   (" + file + ":1)\n",
            "apps[0].client-secret = set   (" + file + ":6)\n",
            "apps[0].linking = confirm   (default)\n")
        .doesNotContain("hushhush");
    assertThat(ran.err())
        .isEqualTo(
            "warning: "
                + file
                + ":6: apps[0].client-secret: a secret stands in the file; ${env:NAME} or"
                + " ${file:PATH} keep it out\n");
  }

  @Test
  void as_json_they_are_one_document() {
    var ran = Ran.of("settings", "--config", file.toString(), "--json");

    var first = Json.parse(ran.out()).orElseThrow().get(0);
    assertThat(first.get("key").asString()).isEqualTo("server.name");
    assertThat(first.get("value").asString()).isEqualTo("Carabiner");
    assertThat(first.get("origin").asString()).isEqualTo("default");
  }

  @Test
  void the_table_is_the_page_of_the_documentation() throws IOException {
    assertThat(Ran.of("settings", "--table").out())
        .isEqualTo(Files.readString(Path.of("../docs/settings.md")));
  }

  @Test
  void a_wrong_file_is_one_line_with_its_place() throws IOException {
    Files.writeString(file, "log:\n  level: loud\n");

    var ran = Ran.of("settings", "--config", file.toString());

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo(
            "carabiner: "
                + file
                + ":2: log.level: is none of the words known; allowed: error, warn, info, debug,"
                + " trace\n");
  }
}
