package dev.carabiner.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.providers.Catalogue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvidersCommandsTest {
  private static final String ANSWERS =
      "Acme: ID\nacme\n\n\nhttps://acme.example/a\nhttps://acme.example/t\n\n\n\nrequired\nread write:all\n";
  private static final String ENTRY =
      """
      id: acme
      name: 'Acme: ID'
      authorization_endpoint: https://acme.example/a
      token_endpoint: https://acme.example/t
      client_auth: client_secret_post
      pkce: required
      default_scopes: [read, 'write:all']
      """;

  @TempDir Path folder;

  @Test
  void list_tells_each_entry_once() {
    var json = Json.parse(Ran.of("providers", "list", "--json").out()).orElseThrow();

    assertThat(json.size()).isEqualTo(Catalogue.builtIn().ids().size());
    assertThat(json.get(0).get("id").asString()).isEqualTo("42-intra");
    assertThat(json.get(0).get("name").asString()).isEqualTo("42 Intra");
    assertThat(json.get(0).get("confidence").asString()).isEqualTo("medium");
  }

  @Test
  void list_is_narrowed_by_text_and_category() {
    var some = Ran.of("providers", "list", "--search", "GOOGLE", "--category", "storage");

    assertThat(some.out().lines().skip(1))
        .singleElement()
        .asString()
        .startsWith("google-drive  Google Drive  storage");
  }

  @Test
  void show_says_where_to_register_which_redirect_uri() throws IOException {
    var settings =
        Files.writeString(
            folder.resolve("c.yaml"),
            """
            server: {url: https://crm.example.com}
            providers: [{id: github, pkce: unsupported}]
            apps:
              - {key: hub, provider: github, client-id: x, client-secret: '${env:S}', callback-url: https://crm.example.com/}
            """);
    var ran =
        Ran.with(Map.of("S", "s"), "providers", "show", "github", "--config", settings.toString());

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .startsWith(
            "GitHub (github)\nRedirect URI to register: https://crm.example.com/connected_apps/callback/hub\n")
        .contains("\nRevoking\n  By a call of the provider's own\n");
    var json =
        Ran.with(
            Map.of("S", "s"),
            "providers",
            "show",
            "github",
            "--json",
            "--config",
            settings.toString());
    assertThat(Json.parse(json.out()).orElseThrow().get("pkce").asString())
        .isEqualTo("unsupported");
  }

  @Test
  void show_says_what_the_provider_will_not_like_about_the_redirect_uri() throws IOException {
    var settings =
        Files.writeString(folder.resolve("c.yaml"), "server: {url: 'http://crm.acme.example'}\n");
    var ran = Ran.of("providers", "show", "microsoft", "--config", settings.toString());

    assertThat(ran.out().lines())
        .containsSequence(
            "Redirect URI to register: http://crm.acme.example/connected_apps/callback/{key of the app}",
            "  Microsoft (Entra ID and Graph) may refuse it: it takes http only for localhost; set server.url to an https address (server.tls, a reverse proxy or a tunnel)");
  }

  @Test
  void show_of_an_unknown_one_says_how_to_find_it() {
    var ran = Ran.of("providers", "show", "nobody");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("there is no provider nobody; providers list --search");
  }

  @Test
  void lint_of_the_built_in_ones_is_content() {
    var ran = Ran.of("providers", "lint");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEqualTo(Catalogue.builtIn().ids().size() + " entries are fine\n");
  }

  @Test
  void lint_of_a_settings_file_names_line_and_key() throws IOException {
    var file =
        Files.writeString(
            folder.resolve("c.yaml"),
            "providers:\n  - id: a\n    issuer: https://a.example\n    colour: red\n");
    var ran = Ran.of("providers", "lint", file.toString());

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out())
        .startsWith(file + ":4: providers[0].colour: unknown key; allowed: account, ")
        .contains(file + ":2: providers[0]: needs the key name");
  }

  @Test
  void new_turns_answers_into_lines_for_the_settings() {
    var ran = answering(ANSWERS, "providers", "new");

    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .isEqualTo("providers:\n  - " + ENTRY.strip().replace("\n", "\n    ") + "\n");
  }

  @Test
  void new_writes_a_file_that_lint_likes_and_never_over_one() throws IOException {
    var file = folder.resolve("acme.yaml");

    assertThat(answering(ANSWERS, "providers", "new", file.toString()).code()).isZero();
    assertThat(file).hasContent(ENTRY);
    assertThat(Ran.of("providers", "lint", file.toString()).out()).isEqualTo("1 entry is fine\n");
    var again = answering(ANSWERS, "providers", "new", file.toString());
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("is there already");
  }

  @Test
  void new_without_a_needed_answer_writes_nothing() {
    var ran = answering("Acme\n\n\n\n\n", "providers", "new");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("without an answer there is no entry: Authorization endpoint");
  }

  @Test
  void the_worked_example_is_one_file_and_one_command() throws IOException {
    var contributing = Files.readString(Path.of("../CONTRIBUTING.md"));
    var start = contributing.indexOf("id: example-crm");
    var entry = contributing.substring(start, contributing.indexOf("```", start));
    var entries = Files.createDirectories(folder.resolve("server/src/main/resources/catalogue"));
    var pages = Files.createDirectories(folder.resolve("docs/providers"));
    Files.writeString(entries.resolve("example-crm.yaml"), entry);

    var ran = Ran.of("providers", "docs", "--checkout", folder.toString());

    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    assertThat(entries.resolve("contents.txt")).hasContent("example-crm\n");
    assertThat(pages.resolve("example-crm.md")).content().contains("# Example CRM", "30 minutes");
    assertThat(pages.resolve("README.md")).content().contains("[Example CRM](example-crm.md)");
  }

  private static Ran answering(String answers, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Map.of(),
            new ByteArrayInputStream(answers.getBytes(UTF_8)));
    var code = new Program(terminal).run(arguments);
    return new Ran(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
