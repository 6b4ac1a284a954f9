package dev.carabiner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev",
        "demo",
        "serve",
        "sandbox",
        "sessions",
        "sessions list",
        "sessions show",
        "sessions reconnect-link",
        "sessions refresh",
        "sessions revoke",
        "doctor",
        "keys",
        "keys new",
        "settings",
        "version",
        "help"
      })
  void every_command_says_what_it_does(String command) {
    var asked = Ran.of((command + " --help").split(" "));
    var helped = Ran.of(("help " + command).split(" "));

    assertThat(asked.code()).isZero();
    assertThat(asked.out()).startsWith("Usage: carabiner " + command).contains("--help");
    assertThat(asked.err()).isEmpty();
    assertThat(helped).isEqualTo(asked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nope",
        "serve --prot 1",
        "serve --config",
        "serve extra",
        "sessions",
        "sessions show",
        "keys",
        "doctor now",
        "sandbox --port 65536",
        "sandbox --port x",
        "dev --port 65530",
        "help nope"
      })
  void wrong_usage_is_2_with_the_usage(String line) {
    var ran = Ran.of(line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("carabiner: ").contains("Usage: carabiner");
  }

  @ParameterizedTest
  @ValueSource(strings = {"apply -f x", "audit verify", "keys rotate", "bench"})
  void a_command_of_a_later_version_is_named_as_such(String line) {
    var ran = Ran.of(line.split(" "));

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).startsWith("carabiner: " + line + ": not in this version\n");
  }

  @Test
  void a_command_of_the_checkout_is_named_as_such() {
    assertThat(Ran.of("test").err()).startsWith("carabiner: test is a command of a checkout");
  }

  @Test
  void a_failure_is_one_line_and_a_stack_only_when_asked_for() {
    var plain = Ran.of("settings", "--config", "no/such.yaml");
    var verbose = Ran.of("settings", "--config", "no/such.yaml", "--verbose");

    assertThat(plain.code()).isEqualTo(1);
    assertThat(plain.err())
        .isEqualTo(
            "carabiner: no/such.yaml:1: settings file: there is no such file; allowed: a settings"
                + " file in YAML\n");
    assertThat(verbose.err()).startsWith(plain.err()).contains("\tat dev.carabiner.");
  }

  @Test
  void a_failure_never_brings_control_characters_to_the_terminal() {
    assertThat(Ran.of("settings", "--config", "a\u001B[31m.yaml").err())
        .contains("a\\u001B[31m.yaml")
        .doesNotContain("\u001B");
  }

  @Test
  void the_version_names_itself_and_java() {
    var ran = Ran.of("version");

    assertThat(ran.out()).matches("carabiner \\d+\\.\\d+\\.\\d+ \\(Java 2[5-9].*\\)\n");
    assertThat(ran.code()).isZero();
  }
}
