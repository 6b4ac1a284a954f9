package dev.carabiner.server.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.Yaml;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LintTest {
  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

  @Test
  void every_wrong_key_gets_its_line() {
    var entry =
        Yaml.readMap(
            """
            id: acme
            name: Acme
            authorization_endpoint: ftp://acme.example
            token_endpoint: https://acme.example/token
            pkce: maybe
            colour: red
            scope_separator: ','
            """,
            "acme.yaml");

    assertThat(new Lint(Catalogue.builtIn(), NOW).of(entry).complaints())
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).startsWith("acme.yaml:6: colour: unknown key; allowed: "),
            line -> assertThat(line).startsWith("acme.yaml:3: authorization_endpoint: must be"),
            line -> assertThat(line).contains("needs the key authorization_endpoint"));
  }

  @Test
  void an_entry_in_a_list_is_told_by_its_place() {
    var list = Yaml.read("- id: a\n  name: A\n  issuer: https://a.example\n  pkce: x\n", "s.yaml");

    assertThat(new Lint(Catalogue.EMPTY, NOW).of(list.row().getFirst().branch()).complaints())
        .containsExactly(
            "s.yaml:4: [0].pkce: must be one of required, supported, unsupported, unknown");
  }

  @Test
  void the_built_in_entries_are_without_complaint() {
    var lint = new Lint(Catalogue.builtIn(), NOW);
    for (var id : Catalogue.builtIn().ids())
      assertThat(lint.of(Catalogue.builtIn().written(id).orElseThrow()).complaints()).isEmpty();
  }
}
