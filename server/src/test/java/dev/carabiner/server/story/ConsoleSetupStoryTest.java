package dev.carabiner.server.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.app.Seams;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What operators set up at the console: apps, machine clients, and what they see of providers.
class ConsoleSetupStoryTest {
  private static final String PASSWORD = "a quite long sentence";
  private static final int MOST_BYTES = 100_000;
  private static final Pattern WELCOME =
      Pattern.compile("http://[^<\\s]+(/console/welcome/[A-Za-z0-9_-]{43})");
  private static final Pattern START = Pattern.compile("(/connected_apps/start/[A-Za-z0-9_-]{43})");
  private static final Pattern SECRET = Pattern.compile("id=\"secret\"[^>]*>([^<]+)<");
  private static final Pattern CLIENT = Pattern.compile("id=\"client\"[^>]*>([^<]+)<");

  private static final Pattern HOOK =
      Pattern.compile("(/console/webhooks/default/[A-Za-z0-9_-]{43})");

  private House house;
  private ConsoleVisitor lena;

  @BeforeEach
  void open(@TempDir Path folder) {
    house =
        House.open(
            folder,
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            new MovableClock(),
            Seams.NONE);
    lena = new ConsoleVisitor(house.server.url());
    var link = house.server.consoleSetupLink().orElseThrow();
    lena.get(link.getPath());
    lena.post(
        link.getPath(),
        Map.of("name", "Lena Roth", "login", "lena@example.com", "password", PASSWORD));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void an_app_is_added_tested_changed_and_deleted() {
    assertThat(lena.get("/console/add-app/sandbox-id").text())
        .contains("Redirect URI to register", "/connected_apps/callback/sandbox-id", "Strictest");
    var mend = lena.post("/console/add-app/sandbox-id", with("callback_url", "http://app.example"));
    assertThat(mend.status()).isEqualTo(400);
    assertThat(mend.text())
        .contains("aria-invalid=\"true\"", "1 field needs mending", "http://app.example", "acme")
        .doesNotContain("provider-secret");
    assertThat(lena.post("/console/add-app/sandbox-id", acme()).header("Location"))
        .isEqualTo("/console/apps/acme");

    var start = begins();
    assertThat(lena.get("/console/apps/acme/test").text()).contains("you have not come back");
    assertThat(goes(start).getPath()).isEqualTo("/connected");
    assertThat(lena.get("/console/apps/acme/test").text())
        .contains("The connection works.", "notes.read");

    lena.get("/console/apps/acme/edit");
    var changed = with("name", "Acme notes");
    changed.put("linking", "bind");
    assertThat(lena.post("/console/apps/acme/edit", changed).status()).isEqualTo(303);
    var page = lena.get("/console/apps/acme").text();
    assertThat(page).contains("Acme notes", "<code>bind</code>").doesNotContain("provider-secret");

    assertThat(lena.get("/console/apps/acme/delete").text())
        .contains("1 live session goes with it");
    assertThat(lena.post("/console/apps/acme/delete", Map.of("typed", "Acme")).status())
        .isEqualTo(400);
    assertThat(lena.post("/console/apps/acme/delete", Map.of("typed", "acme")).status())
        .isEqualTo(303);
    assertThat(lena.get("/console/apps/acme").status()).isEqualTo(404);
  }

  @Test
  void a_wrong_secret_is_told_after_the_test_and_replacing_it_mends_the_app() {
    lena.get("/console/add-app/sandbox-id");
    lena.post("/console/add-app/sandbox-id", with("client_secret", "a mistyped secret"));
    goes(begins());
    assertThat(lena.get("/console/apps/acme/test").text()).contains("Never connected");

    lena.get("/console/apps/acme/secret");
    assertThat(lena.post("/console/apps/acme/secret", Map.of("client_secret", "")).status())
        .isEqualTo(400);
    assertThat(
            lena.post("/console/apps/acme/secret", Map.of("client_secret", "provider-secret"))
                .header("Location"))
        .isEqualTo("/console/apps/acme");
    goes(begins());

    assertThat(lena.get("/console/apps/acme/test").text()).contains("The connection works.");
  }

  private String begins() {
    lena.get("/console/apps/acme/test");
    return found(START, lena.post("/console/apps/acme/test", Map.of()).text());
  }

  /// The way over the provider and back, as far as the page that the flow ends on.
  private URI goes(String start) {
    var browser = new Browser();
    var callback = browser.callbackOf(house.server.url().resolve(start).toString());
    return Browser.location(browser.get(callback));
  }

  @Test
  void the_gallery_holds_the_whole_catalogue_and_is_searched_without_script() {
    var first = lena.get("/console/add-app").text();
    var all = lena.get("/console/add-app?all=1").text();
    var found = lena.get("/console/add-app?q=pipedr").text();

    assertThat(first).contains("Developer tools", "CRM", "Show ");
    assertThat(all).contains("/console/add-app/google\"", "/console/add-app/zoom\"");
    assertThat(all.getBytes(UTF_8).length).isLessThan(MOST_BYTES);
    assertThat(found).contains("/console/add-app/pipedrive\"").doesNotContain("add/google\"");
    assertThat(lena.get("/console/add-app?category=crm").text())
        .contains("/console/add-app/pipedrive\"")
        .doesNotContain("add/github\"");
    assertThat(lena.get("/console/add-app?q=%22%3E%3Cb%3E").text())
        .contains("No provider matches.")
        .doesNotContain("\"><b>");
    assertThat(lena.get("/console/add-app/nobody").status()).isEqualTo(404);
  }

  @Test
  void every_provider_of_the_catalogue_has_a_page_and_a_form() {
    for (var id : List.of("google", "slack", "zendesk", "mastodon", "shopify", "microsoft")) {
      var page = lena.get("/console/providers/" + id);
      var form = lena.get("/console/add-app/" + id);

      assertThat(page.status()).as(id).isEqualTo(200);
      assertThat(form.status()).as(id).isEqualTo(200);
      assertThat(form.text()).contains("/connected_apps/callback/" + id).doesNotContain(" style=");
      assertThat(form.text().getBytes(UTF_8).length).as(id).isLessThan(MOST_BYTES);
    }
    assertThat(lena.get("/console/providers").text()).contains("Sandbox notes", "Not called");
    assertThat(lena.get("/console/providers/google").text())
        .contains("https://oauth2.googleapis.com/token", "see your contacts");
  }

  @Test
  void what_the_settings_file_owns_is_shown_with_file_and_line_and_stays() {
    assertThat(lena.get("/console/apps").text()).contains("carabiner.yaml:");
    assertThat(lena.get("/console/apps/sandbox").text())
        .contains("Change it there; nothing here can.", "/connected_apps/callback/sandbox")
        .doesNotContain("provider-secret", "/edit\"", "/delete\"");

    lena.get("/console/profile");
    assertThat(lena.get("/console/apps/sandbox/edit").status()).isEqualTo(409);
    assertThat(lena.post("/console/apps/sandbox/edit", acme()).status()).isEqualTo(409);
    assertThat(lena.post("/console/apps/sandbox/delete", Map.of("typed", "sandbox")).status())
        .isEqualTo(409);
    var client = "/console/clients/default/" + House.CLIENT_ID;
    assertThat(lena.get(client).text()).contains("Change it there; nothing here can.");
    assertThat(lena.post(client + "/delete", Map.of("typed", "back end")).status()).isEqualTo(409);
    assertThat(lena.get("/console/apps/sandbox").status()).isEqualTo(200);
  }

  @Test
  void a_client_gets_a_secret_that_is_shown_once_another_one_and_its_end() {
    lena.get("/console/clients/default/add");
    assertThat(lena.post("/console/clients/default/add", Map.of("name", "")).status())
        .isEqualTo(400);
    var made =
        lena.post(
            "/console/clients/default/add",
            Map.of("name", "worker", "scope", "read:connected_apps"));
    var secret = found(SECRET, made.text());
    var path = "/console/clients/default/" + found(CLIENT, made.text());
    assertThat(lena.get(path).text())
        .contains("worker", "read:connected_apps")
        .doesNotContain(secret);

    var another = lena.post(path + "/secret", Map.of());
    assertThat(found(SECRET, another.text())).isNotEqualTo(secret);
    lena.get(path);
    lena.post(path + "/forget", Map.of("number", "1"));
    assertThat(lena.get(path).text()).doesNotContain("End secret");
    lena.post(path + "/enabled", Map.of());
    assertThat(lena.get(path).text()).contains("disabled: its tokens are refused");
    lena.get(path + "/delete");
    assertThat(lena.post(path + "/delete", Map.of("typed", "worker")).status()).isEqualTo(303);
    assertThat(lena.get(path).status()).isEqualTo(404);
  }

  @Test
  void a_webhook_is_made_tested_switched_off_and_deleted() {
    lena.get("/console/webhooks/default/add");
    var address = house.sandbox.issuer().resolve("/hook").toString();
    assertThat(
            lena.post(
                    "/console/webhooks/default/add",
                    Map.of("url", "http://10.0.0.1/x", "event", "*"))
                .text())
        .contains("Messages cannot go there");
    assertThat(lena.post("/console/webhooks/default/add", Map.of("url", address)).text())
        .contains("Tick at least one event");
    var made = lena.post("/console/webhooks/default/add", Map.of("url", address, "event", "*"));
    var secret = found(SECRET, made.text());
    var path = found(HOOK, made.text());
    assertThat(secret).startsWith("whsec_");

    assertThat(lena.get(path).text()).contains("Nothing sent yet").doesNotContain(secret);
    lena.post(path + "/test", Map.of());
    assertThat(lena.get(path).text()).contains("webhook.test");
    lena.post(path + "/enabled", Map.of());
    assertThat(lena.get(path).text()).contains("switched_off");
    var another = lena.post(path + "/secret", Map.of());
    assertThat(found(SECRET, another.text())).isNotEqualTo(secret);
    lena.get(path + "/delete");
    assertThat(lena.post(path + "/delete", Map.of("typed", "elsewhere")).status()).isEqualTo(400);
    assertThat(lena.post(path + "/delete", Map.of("typed", "127.0.0.1")).status()).isEqualTo(303);
    assertThat(lena.get(path).status()).isEqualTo(404);
  }

  @Test
  void roles_say_who_sees_who_changes_and_who_touches_secrets() {
    lena.get("/console/add-app/sandbox-id");
    lena.post("/console/add-app/sandbox-id", acme());
    var olga = invited("Olga", "operator");
    var victor = invited("Victor", "viewer");
    var client = "/console/clients/default/" + House.CLIENT_ID;

    for (var page :
        List.of(
            "/console/apps",
            "/console/apps/acme",
            "/console/providers",
            "/console/clients",
            client)) {
      assertThat(olga.get(page).status()).as(page).isEqualTo(200);
      assertThat(victor.get(page).status()).as(page).isEqualTo(200);
    }
    for (var page :
        List.of(
            "/console/add-app",
            "/console/add-app/google",
            "/console/apps/acme/secret",
            "/console/apps/acme/delete",
            "/console/clients/default/add",
            client + "/delete")) {
      assertThat(olga.get(page).status()).as(page).isEqualTo(403);
      assertThat(victor.get(page).status()).as(page).isEqualTo(403);
    }
    for (var act :
        List.of(
            "/console/add-app/sandbox-id",
            "/console/apps/acme/secret",
            "/console/apps/acme/delete",
            "/console/clients/default/add",
            client + "/secret",
            client + "/forget",
            client + "/enabled",
            client + "/delete")) {
      assertThat(olga.post(act, acme()).status()).as(act).isEqualTo(403);
      assertThat(victor.post(act, acme()).status()).as(act).isEqualTo(403);
    }
    assertThat(victor.post("/console/apps/acme/edit", acme()).status()).isEqualTo(403);
    assertThat(victor.post("/console/apps/acme/test", Map.of()).status()).isEqualTo(403);
    olga.get("/console/apps/acme/edit");
    assertThat(olga.post("/console/apps/acme/edit", with("name", "By Olga")).status())
        .isEqualTo(303);
    assertThat(olga.get("/console/apps/acme").text())
        .contains("By Olga")
        .doesNotContain("/secret\"");
  }

  @Test
  void a_form_from_elsewhere_changes_no_app_and_no_client() {
    lena.get("/console/add-app/sandbox-id");

    for (var act : List.of("/console/add-app/sandbox-id", "/console/clients/default/add")) {
      assertThat(lena.postFrom("cross-site", act, acme()).status()).as(act).isEqualTo(403);
      var guessed = with("csrf", "guessed");
      assertThat(lena.post(act, guessed).status()).as(act).isEqualTo(403);
    }
    assertThat(lena.get("/console/apps/acme").status()).isEqualTo(404);
  }

  private static Map<String, String> acme() {
    var form = new LinkedHashMap<String, String>();
    form.put("key", "acme");
    form.put("name", "Acme");
    form.put("workspace", "default");
    form.put("client_id", "carabiner");
    form.put("client_secret", "provider-secret");
    form.put("callback_url", "http://127.0.0.1:9/connected");
    form.put("allowed_callback_urls", "");
    form.put("linking", "confirm");
    form.put("scopes", "openid offline_access notes.read");
    return form;
  }

  private static Map<String, String> with(String field, String value) {
    var form = acme();
    form.put(field, value);
    return form;
  }

  private ConsoleVisitor invited(String name, String role) {
    lena.get("/console/operators/invite");
    var page =
        lena.post(
            "/console/operators/invite",
            Map.of("name", name, "login", name + "@example.com", "role", role));
    var path = URI.create(found(WELCOME, page.text())).getPath();
    var visitor = new ConsoleVisitor(house.server.url());
    visitor.get(path);
    visitor.post(path, Map.of("password", PASSWORD));
    visitor.get("/console/profile");
    return visitor;
  }

  private static String found(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }
}
