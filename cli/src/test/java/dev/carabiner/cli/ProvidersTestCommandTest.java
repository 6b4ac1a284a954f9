package dev.carabiner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.app.LogLevel;
import dev.carabiner.server.app.LogLines;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.providers.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvidersTestCommandTest {
  private static final Pattern SECRET =
      Pattern.compile("(at|rt|code)-[a-z-]*[0-9a-f]{8}-[0-9a-f]{4}|secret-of-|state=[\\w-]{20}");
  private static final String ACME =
      """
      id: acme
      name: Acme
      authorization_endpoint: https://acme.example/authorize
      token_endpoint: https://acme.example/token
      revocation_endpoint: https://acme.example/revoke
      client_auth: client_secret_basic
      lifecycle: {access_token_lifetime: 1800, refresh_token: always}
      """;

  @TempDir Path folder;

  @AfterEach
  void the_log_as_before() {
    LogLines.install(LogLevel.INFO);
  }

  @Test
  void an_entry_being_written_is_played_and_nothing_secret_is_told() throws IOException {
    var ran = Ran.of("providers", "test", file("acme.yaml", ACME));

    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .startsWith("Acme (acme)\n    → GET https://acme.example/authorize?")
        .contains(
            "    → POST https://acme.example/token [Authorization: Basic …] grant_type=",
            "  ✓ connects",
            "    ← 401 {\"error\":\"invalid_client\"",
            "  ✓ waits while the provider refuses the client's credentials",
            "    ← 400 {\"error\":\"invalid_grant\"",
            "  ✓ says needs_reconnect",
            "    → POST https://acme.example/revoke ")
        .endsWith("acme: every step held: 7\n")
        .doesNotContain("✗")
        .doesNotContainPattern(SECRET);
  }

  @Test
  void a_wrong_entry_fails_in_one_line_that_says_where_to_look() throws IOException {
    var wrong = ACME.replace("acme.example/revoke", "acme.example/token");
    var ran = Ran.of("providers", "test", file("acme.yaml", wrong));

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out())
        .contains("  ✗ connects")
        .endsWith("acme: 0 steps held, the next did not\n");
    assertThat(ran.err().lines())
        .singleElement()
        .asString()
        .startsWith("carabiner: acme: connect: the provider does not take a request: revocation: ")
        .endsWith(
            "; look at the entry's revocation_endpoint, which no other call may share, and revocation");
  }

  @Test
  void what_lint_complains_of_is_not_played() throws IOException {
    var ran = Ran.of("providers", "test", file("acme.yaml", ACME + "colour: red\nshape: round\n"));

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .contains("acme.yaml:8: colour: unknown key; allowed: ")
        .contains("tells all 2 mistakes");
  }

  @Test
  void overlays_of_a_settings_file_and_built_in_entries_are_played_as_one_document()
      throws IOException {
    var settings =
        file(
            "c.yaml",
            "providers:\n"
                + "  - {id: outside, name: Outside, issuer: 'http://127.0.0.1:9400/realms/x'}\n"
                + "  - {id: gitlab, default_scopes: [read_user]}\n");
    var ran =
        Ran.of("providers", "test", "outside", "gitlab", "slack", "--config", settings, "--json");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    var json = Json.parse(ran.out()).orElseThrow();
    assertThat(json.valueStream().map(each -> each.path("id").asString()))
        .containsExactly("outside", "gitlab", "slack");
    assertThat(json.valueStream()).allMatch(each -> each.path("held").asBoolean());
    assertThat(json.path(0).path("steps").path(0).path("exchanges").toString())
        .contains("/realms/x/.well-known/openid-configuration", "/realms/x/authorize?");
    assertThat(json.path(1).path("name").asString()).isEqualTo("GitLab");
    assertThat(json.path(1).path("steps").path(0).path("exchanges").toString())
        .contains("scope=read_user\"");
    assertThat(json.path(2).path("steps").valueStream().map(step -> step.path("step").asString()))
        .contains("connect", "read", "revoke", "receipt");
  }

  @Test
  void who_cannot_be_played_is_refused_by_name_and_left_out_of_all() throws IOException {
    var keys =
        "{id: keys, name: K, grant: api_key, fields: [{id: key, label: Key, secret: true}]}\n";
    var settings = file("c.yaml", "providers:\n  - " + keys);
    var named = Ran.of("providers", "test", "keys", "--config", settings);
    var catalogue = Files.createDirectory(folder.resolve("catalogue"));
    Files.writeString(catalogue.resolve("keys.yaml"), keys);
    Files.writeString(catalogue.resolve("acme.yaml"), ACME);
    var all = ReplaySubjects.of(List.of(), Catalogue.in(catalogue));

    assertThat(named.code()).isEqualTo(1);
    assertThat(named.err())
        .isEqualTo(
            "carabiner: keys is connected by api_key and not over pages that could be played\n");
    assertThat(all.ids()).containsExactly("acme");
    assertThat(all.leftOut()).containsOnlyKeys("keys");
  }

  @Test
  void an_unknown_id_is_answered_with_the_nearest() {
    var ran = Ran.of("providers", "test", "githb");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo("carabiner: there is no provider githb; did you mean github?\n");
    assertThat(Ran.of("providers", "test", "nothing-like-it").err())
        .contains("providers list --search TEXT finds one");
  }

  @Test
  void ids_or_all_and_not_both() {
    assertThat(Ran.of("providers", "test").code()).isEqualTo(2);
    assertThat(Ran.of("providers", "test", "--all", "github").code()).isEqualTo(2);
    assertThat(Ran.of("providers", "test", "--help").out()).contains("[ID|FILE...]", "--all");
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
