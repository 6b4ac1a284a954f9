package dev.carabiner.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.compat.Chromium.Look;
import dev.carabiner.sandbox.RegisteredClient;
import dev.carabiner.sandbox.Sandbox;
import dev.carabiner.sandbox.SandboxSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People at the console with a real browser. With `-Dconsole.pictures=FOLDER` the pictures of the
/// pages go there.
@Tag("real")
class ConsoleBrowserTest {
  private static final List<String> PAGES =
      List.of(
          "/console",
          "/console/apps",
          "/console/add-app",
          "/console/add-app?q=nothing-like-it",
          "/console/add-app/google",
          "/console/add-app/zendesk",
          "/console/apps/sandbox",
          "/console/apps/sandbox/test",
          "/console/apps/notes",
          "/console/apps/notes/edit",
          "/console/apps/notes/secret",
          "/console/apps/notes/delete",
          "/console/providers",
          "/console/providers/google",
          "/console/clients",
          "/console/clients/default/add",
          "/console/webhooks",
          "/console/webhooks/default/add",
          "/console/settings",
          "/console/about",
          "/console/profile",
          "/console/profile/password",
          "/console/profile/factor",
          "/console/operators",
          "/console/operators/invite",
          "/console/menu",
          "/console/nothing/here");

  private static Chromium chromium;

  @TempDir Path folder;
  private Sandbox provider;
  private Installation installation;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() {
    chromium.close();
  }

  @BeforeEach
  void open() {
    var url = Loopback.free("localhost");
    var known =
        RegisteredClient.confidential(
            "carabiner", "provider-secret", Installation.redirect(url, "sandbox").toString());
    provider = Sandbox.start(SandboxSettings.defaults().withClients(known));
    installation =
        Installation.start(
            folder,
            url,
            provider.issuer(),
            """
            - key: sandbox
              name: Sandbox
              provider: outside
              client-id: carabiner
              client-secret: provider-secret
              scopes: [openid, offline_access]
              callback-url: http://127.0.0.1:9/connected
            """);
  }

  @AfterEach
  void close() {
    installation.close();
    provider.close();
  }

  @Test
  void the_first_start_signing_out_and_in_again() {
    var window = chromium.open();

    ConsoleOperator.setUp(window, installation);
    assertThat(window.text()).contains("Make a first connection", "Lena Roth", "Administrator");
    window.visit(at("/console/profile"));
    window.click("Sign out");
    window.arrive(at("/console/sign-in"));
    window.visit(at("/console/settings"));
    ConsoleOperator.signIn(window);
    window.arrive(at("/console/settings"));

    assertThat(window.text()).contains("vault.master-key");
    assertThat(window.complaints()).isEmpty();
    assertThat(window.requests())
        .allMatch(uri -> uri.getAuthority().equals(installation.url().getAuthority()));
  }

  @Test
  void everything_works_without_script() {
    var window = chromium.open(Look.WITHOUT_SCRIPT);
    ConsoleOperator.setUp(window, installation);

    window.visit(at("/console/profile"));
    window.click("Dark");
    window.arrive(at("/console/profile"));
    window.visit(at("/console/operators/invite"));
    window.fill("name", "Sam");
    window.fill("login", "sam@example.com");
    window.click("Make the link");

    assertThat(window.text()).contains("Link for Sam", "/console/welcome/");
  }

  @Test
  void the_keyboard_alone_signs_in_and_skips_to_the_content() {
    ConsoleOperator.setUp(chromium.open(), installation);
    var window = chromium.open();
    window.visit(at("/console/sign-in"));

    for (var letter : ConsoleOperator.LOGIN.split("")) window.key(letter);
    window.key("Tab");
    for (var letter : ConsoleOperator.PASSWORD.split(""))
      window.key(letter.equals(" ") ? "Space" : letter);
    window.key("Enter");
    window.arriveAt(at("/console"));
    window.key("Tab");
    assertThat(window.evaluate("document.activeElement.innerText").asString())
        .isEqualTo("Skip to the content");
    window.key("Enter");

    assertThat(window.evaluate("document.activeElement.id").asString()).isEqualTo("main");
  }

  @Test
  void a_planted_script_does_not_run_and_no_text_becomes_html() {
    var window = chromium.open();
    ConsoleOperator.setUp(window, installation);
    assertThat(window.complaints()).isEmpty();

    assertThat(thrownBy(window, "document.body.innerHTML = '<u>x</u>'")).isEqualTo("TypeError");
    assertThat(thrownBy(window, "document.body.setAttribute('onclick', 'document.title = 1')"))
        .isEqualTo("TypeError");
    window.evaluate(
        "{ const planted = document.createElement('script'); planted.append('document.title = 1'); document.body.append(planted); }");
    window.evaluate(
        "{ const planted = document.createElement('a'); planted.href = 'javascript:void(document.title = 1)'; document.body.append(planted); planted.click(); }");
    Eventually.holds(
        "the policy's violations are told",
        () ->
            window.complaints().stream().anyMatch(each -> each.startsWith("script-src"))
                && window.complaints().stream().anyMatch(each -> each.contains("trusted-types")));

    assertThat(window.evaluate("document.title").asString()).startsWith("Make a first connection");
    assertThat(window.evaluate("document.querySelectorAll('u').length").asInt()).isZero();
  }

  private static String thrownBy(Window window, String statement) {
    return window
        .evaluate(
            "(() => { try { %s; return 'nothing' } catch (e) { return e.name } })()"
                .formatted(statement))
        .asString();
  }

  @Test
  void an_automatic_check_finds_nothing_on_any_page() {
    examine(ConsoleOperator.LOOKS);
  }

  @Test
  @Tag("long")
  void an_automatic_check_finds_nothing_on_any_page_in_any_look() {
    examine(ConsoleOperator.ALL_LOOKS);
  }

  private void examine(List<ConsoleOperator.Named> looks) {
    var first = chromium.open();
    ConsoleOperator.setUp(first, installation);
    addApp(first);

    for (var look : looks) {
      var window = chromium.open(look.look());
      window.visit(at("/console/sign-in"));
      ConsoleOperator.examine(window, "sign-in", look);
      ConsoleOperator.signIn(window);
      window.arriveAt(at("/console"));
      for (var page : PAGES) {
        window.visit(at(page));
        ConsoleOperator.examine(window, page.substring(1).replaceAll("[/?=]", "-"), look);
      }
      assertThat(window.complaints())
          .as(look.name())
          .allMatch(complaint -> complaint.contains("404"));
    }
  }

  @Test
  void an_app_is_found_in_the_gallery_filled_in_and_saved() {
    var window = chromium.open();
    ConsoleOperator.setUp(window, installation);
    window.visit(at("/console/add-app"));
    window.fill("q", "sandb");
    Eventually.holds(
        "the gallery follows what is typed", () -> !window.text().contains("Airtable"));

    addApp(window);
    window.visit(at("/console/apps/notes"));

    assertThat(window.text()).contains("Notes", "/connected_apps/callback/notes", "Delete app");
    assertThat(window.text()).doesNotContain("provider-secret");
    assertThat(window.complaints()).isEmpty();
  }

  private void addApp(Window window) {
    window.visit(at("/console/add-app/outside"));
    window.fill("client_id", "carabiner");
    window.fill("client_secret", "provider-secret");
    window.fill("name", "Notes");
    window.fill("key", "notes");
    window.fill("callback_url", "http://127.0.0.1:9/connected");
    window.fill("scopes", "openid offline_access");
    window.click("Save and test");
    window.arriveAt(at("/console/apps/notes/test"));
  }

  private URI at(String path) {
    return installation.url().resolve(path);
  }
}
