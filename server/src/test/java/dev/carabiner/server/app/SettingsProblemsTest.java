package dev.carabiner.server.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.server.base.SettingsProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Bad settings, each with the line that it stops the start with. In the table `APP` and `CLIENT`
/// stand for a whole entry in which what follows replaces or adds a key.
class SettingsProblemsTest {
  private static final Path TABLE = Path.of("src/test/resources/settings/problems.txt");
  private static final List<String> APP =
      List.of(
          "apps:",
          "  - name: Acme",
          "    key: acme",
          "    provider: acme-id",
          "    client-id: carabiner",
          "    callback-url: https://crm.example.com/connected");
  private static final List<String> CLIENT =
      List.of(
          "clients:",
          "  - name: back end",
          "    id: 0123456789abcdef0123456789abcdef",
          "    secret: abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN",
          "    scopes: [read:connected_apps]");

  static Stream<Arguments> problems() throws IOException {
    return Files.readAllLines(TABLE).stream()
        .filter(line -> line.contains(" => "))
        .map(line -> line.split(" => ", 2))
        .map(parts -> Arguments.of(yaml(parts[0]), parts[1]));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void a_bad_value_stops_the_start_with_its_line(String yaml, String expected) {
    assertThatThrownBy(() ->
            new SettingsReader(Map.of("EMPTY", "", "NAME", "x"))
                .read(yaml, Path.of("carabiner.yaml")))
        .isInstanceOf(SettingsProblem.class)
        .hasMessage("carabiner.yaml:" + expected);
  }

  @Test
  void a_key_must_differ_from_every_other_in_more_than_case() {
    var second = String.join("\n", APP.subList(1, APP.size())).replace("acme\n", "ACME\n");

    assertThatThrownBy(() ->
            new SettingsReader(Map.of())
                .read(String.join("\n", APP) + "\n" + second, Path.of("c.yaml")))
        .hasMessageStartingWith(
            "c.yaml:8: apps[1].key: is in another entry as well, or differs by case only; allowed");
  }

  @Test
  void two_clients_cannot_have_one_id() {
    var second = String.join("\n", CLIENT.subList(1, CLIENT.size()));

    assertThatThrownBy(() ->
            new SettingsReader(Map.of())
                .read(String.join("\n", CLIENT) + "\n" + second, Path.of("c.yaml")))
        .hasMessageStartingWith("c.yaml:7: clients[1].id: is in another entry as well; allowed");
  }

  private static String yaml(String input) {
    if (input.startsWith("APP ")) return changed(APP, input.substring(4));
    if (input.startsWith("CLIENT ")) return changed(CLIENT, input.substring(7));
    return input.replace("\\n", "\n");
  }

  /// The entry with one key replaced, added, or left out (`-key`).
  private static String changed(List<String> entry, String change) {
    var key = change.replaceAll("^-?([^:]*).*", "$1");
    var kept = entry.stream().filter(line -> !line.strip().startsWith(key + ":"));
    var added = change.startsWith("-") ? Stream.<String>of() : Stream.of("    " + change);
    return Stream.concat(kept, added).collect(Collectors.joining("\n"));
  }
}
