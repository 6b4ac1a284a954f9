package dev.carabiner.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.RegisteredClient;
import dev.carabiner.sandbox.Sandbox;
import dev.carabiner.sandbox.SandboxSettings;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Operators make first connections and add apps with a real browser, each as far as their role
/// goes.
@Tag("real")
class ConsoleAppsBrowserTest {
  private static final String ONE_LINE = "document.querySelector('%s').textContent";
  private static Chromium chromium;

  @TempDir Path folder;
  private ApplicationDouble application;
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
    application = ApplicationDouble.start();
    var url = Loopback.free("localhost");
    var known =
        RegisteredClient.confidential(
            "carabiner", "provider-secret", Installation.redirect(url, "notes").toString());
    provider = Sandbox.start(SandboxSettings.defaults().withClients(known));
    installation =
        Installation.start(
            folder,
            url,
            provider.issuer(),
            """
            - key: notes
              name: Northwind notes
              provider: outside
              client-id: carabiner
              client-secret: provider-secret
              scopes: [openid, profile, offline_access]
              callback-url: %s
            """
                .formatted(application.callback()));
  }

  @AfterEach
  void close() {
    installation.close();
    provider.close();
    application.close();
  }

  @Test
  void the_first_connection_is_made_by_the_three_steps_of_the_first_page() {
    var lena = chromium.open();
    ConsoleOperator.setUp(lena, installation);
    assertThat(lena.text()).contains("Make a first connection", "is ready.");

    lena.click("Make a link to copy");
    lena.arrive(at("/console"));
    var link = URI.create(line(lena, "#link"));
    var user = chromium.open();
    user.visit(link);
    user.click("Continue to Northwind");
    user.arrive(provider.issuer());
    user.click("Allow");
    user.arrive(application.callback());

    Eventually.holds("the page moves on by itself", () -> lena.text().contains("Connected."));
    assertThat(line(lena, "#call")).contains("/api/v1/connected_apps/token?session_id=");
    assertThat(lena.complaints()).isEmpty();
  }

  @Test
  void an_app_of_a_provider_with_scopes_to_tick_is_added() {
    var lena = adding("github");
    lena.evaluate("document.querySelector('[name=scope]:not(:checked)').click()");
    var ticked = lena.evaluate("document.querySelectorAll('[name=scope]:checked').length").asInt();
    save(lena, "code");

    lena.visit(at("/console/apps/code"));
    assertThat(lena.text()).contains("GitHub", "/connected_apps/callback/code");
    lena.visit(at("/console/apps/code/edit"));
    assertThat(lena.evaluate("document.querySelectorAll('[name=scope]:checked').length").asInt())
        .isEqualTo(ticked);
    assertThat(lena.complaints()).isEmpty();
  }

  @Test
  void an_app_of_a_provider_that_answers_with_two_tokens_is_added() {
    var lena = adding("slack");
    lena.fill("scopes.bot", "chat:write channels:read");
    lena.fill("scopes.user", "search:read");
    save(lena, "chat");

    lena.visit(at("/console/apps/chat"));
    assertThat(lena.text())
        .contains("Slack", "chat:write", "search:read", "/connected_apps/callback/chat");
    assertThat(lena.complaints()).isEmpty();
  }

  @Test
  void an_app_of_a_provider_whose_addresses_have_a_blank_is_added_once_it_is_filled_rightly() {
    var lena = adding("zendesk");
    lena.fill("variable.subdomain", "no good.example/");
    fill(lena, "help");
    lena.click("Save and test");
    Eventually.holds("the page says what is wrong", () -> lena.text().contains("1 field needs"));
    assertThat(lena.evaluate("document.querySelector('[aria-invalid=true]').name").asString())
        .isEqualTo("variable.subdomain");

    lena.fill("variable.subdomain", "northwind");
    lena.fill("client_secret", "s3cret of it");
    lena.click("Save and test");
    lena.arriveAt(at("/console/apps/help/test"));
    lena.visit(at("/console/apps/help"));
    assertThat(lena.text()).contains("Zendesk", "northwind");
  }

  @Test
  void operators_and_viewers_see_and_reach_what_their_role_lets_them() {
    var lena = adding("outside");
    save(lena, "mine");
    var olga = invited(lena, "Olga", "operator");
    var victor = invited(lena, "Victor", "viewer");

    assertThat(lena.visit(at("/console/add-app/github"))).isEqualTo(200);
    for (var window : new Window[] {olga, victor}) {
      assertThat(window.visit(at("/console/apps"))).isEqualTo(200);
      assertThat(window.text()).contains("Northwind notes").doesNotContain("Add app");
      assertThat(window.visit(at("/console/add-app/github"))).isEqualTo(403);
      assertThat(window.visit(at("/console/apps/mine/delete"))).isEqualTo(403);
      assertThat(window.visit(at("/console/operators"))).isEqualTo(403);
    }
    assertThat(olga.visit(at("/console/apps/mine/edit"))).isEqualTo(200);
    assertThat(victor.visit(at("/console/apps/mine/edit"))).isEqualTo(403);
  }

  private Window invited(Window by, String name, String role) {
    by.visit(at("/console/operators/invite"));
    by.fill("name", name);
    by.fill("login", name + "@example.com");
    by.evaluate("document.querySelector('[name=role][value=%s]').click()".formatted(role));
    by.click("Make the link");
    Eventually.holds("the link is shown", () -> by.text().contains("Link for " + name));
    var window = chromium.open();
    window.visit(URI.create(line(by, "#link")));
    window.fill("password", ConsoleOperator.PASSWORD);
    window.evaluate("document.querySelector('main form').requestSubmit()");
    window.arriveAt(at("/console"));
    return window;
  }

  private Window adding(String id) {
    var lena = chromium.open();
    ConsoleOperator.setUp(lena, installation);
    lena.visit(at("/console/add-app/" + id));
    return lena;
  }

  private void save(Window window, String key) {
    fill(window, key);
    window.click("Save and test");
    window.arriveAt(at("/console/apps/" + key + "/test"));
  }

  private void fill(Window window, String key) {
    window.fill("client_id", "carabiner");
    window.fill("client_secret", "s3cret of it");
    window.fill("key", key);
    window.fill("callback_url", application.callback().toString());
  }

  private static String line(Window window, String selector) {
    return window.evaluate(ONE_LINE.formatted(selector)).asString();
  }

  private URI at(String path) {
    return installation.url().resolve(path);
  }
}
