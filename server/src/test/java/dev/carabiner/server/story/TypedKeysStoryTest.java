package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.server.app.SettingsReader;
import dev.carabiner.server.base.SettingsProblem;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Users type a key, or a client of their own, on our page; the session is like any other.
class TypedKeysStoryTest {
  private static final String PROVIDERS =
      """
        - id: keyed-id
          name: Keyed
          grant: api_key
          fields:
            - {id: account, label: Account, help: As in the address of your account, pattern: '[a-z]+'}
            - {id: key, label: API key, secret: true}
          check: {url: '@URL@/me', auth: 'header:Authorization=Key ${access_token}'}
          revocation: {style: none, page: 'https://keyed.example/keys', note: Delete the key there.}
        - id: clients-id
          name: Clients
          grant: client_credentials
          token_endpoint: @URL@/token
          revocation_endpoint: @URL@/revoke
          client_auth: client_secret_basic
      """;
  private static final String APPS =
      """
        - key: keyed
          name: Keyed notes
          provider: keyed-id
          callback-url: http://127.0.0.1:9/connected
        - key: clients
          name: Client notes
          provider: clients-id
          scopes: [notes.read, notes.write]
          callback-url: http://127.0.0.1:9/connected
        - key: ours
          name: Our notes
          provider: clients-id
          client-id: their-client
          client-secret: 'their&secret=1'
          callback-url: http://127.0.0.1:9/connected
          linking: open
      """;

  /// Longer than tokens by client credentials live here.
  private static final Duration LIFE = Duration.ofSeconds(61);

  private final JumpingClock clock = new JumpingClock();

  @TempDir Path folder;
  private KeyProvider provider;
  private House house;

  @BeforeEach
  void open() {
    provider = new KeyProvider();
    house =
        House.open(
            folder,
            UnaryOperator.identity(),
            yaml ->
                yaml.replace("allow: [", "allow: [" + provider.url().substring(7) + ", ")
                        .replace("apps:\n", PROVIDERS.replace("@URL@", provider.url()) + "apps:\n")
                    + APPS,
            clock);
  }

  @AfterEach
  void close() {
    house.close();
    provider.close();
  }

  @Test
  void a_key_is_typed_unseen_checked_and_handed_out_without_end() {
    var started = house.link("keyed", "56");
    var url = started.text("url");
    var browser = new Browser();

    assertThat(browser.get(url).body())
        .contains("name=\"variable.key\"", "type=\"password\"", "autocomplete=\"off\"", "API key")
        .contains("name=\"variable.account\"", "As in the address of your account");
    var refused = answer(browser, url, "account", "acme", "key", "sk-wrong");
    assertThat(refused.body()).contains("This was not accepted", "value=\"acme\"");
    assertThat(refused.body()).doesNotContain("sk-wrong");
    assertThat(answer(browser, url, "account", "ACME", "key", KeyProvider.KEY).body())
        .contains("This does not look right")
        .doesNotContain(KeyProvider.KEY);
    assertThat(house.show(started.text("session_id")).text("state")).isEqualTo("pending");

    var done = answer(browser, url, "account", "acme", "key", KeyProvider.KEY);

    assertThat(Browser.location(done).getQuery())
        .contains("session_id=" + started.text("session_id"))
        .doesNotContain("error");
    var session = started.text("session_id");
    var read = house.read(session);
    assertThat(read.text("access_token")).isEqualTo(KeyProvider.KEY);
    assertThat(read.text("access_token_expiry")).isEmpty();
    var shown = house.show(session);
    assertThat(shown.text("state")).isEqualTo("connected");
    assertThat(shown.json().path("values").path("account").asString()).isEqualTo("acme");
    assertThat(shown.json().toString()).doesNotContain(KeyProvider.KEY);

    assertThat(house.revoke(session).status()).isEqualTo(200);
    Eventually.holds(
        () -> house.show(session).json().path("revocation").toString().contains("keyed.example"));
    assertThat(house.read(session).code()).isEqualTo("INVALID_SESSION");
  }

  @Test
  void an_answer_that_is_not_from_our_page_connects_nothing_and_shows_nothing() {
    var started = house.link("keyed", "56");
    var browser = new Browser();
    browser.get(started.text("url"));

    var page =
        browser.post(
            started.text("url"),
            "csrf=x&answer=continue&variable.account=acme&variable.key="
                + encoded(KeyProvider.KEY));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("variable.key").doesNotContain("sk+live");
    assertThat(house.show(started.text("session_id")).text("state")).isEqualTo("pending");
  }

  @Test
  void a_client_of_the_users_own_gets_tokens_again_and_again_until_it_is_refused() {
    var started = house.link("clients", "56");
    var url = started.text("url");
    var session = started.text("session_id");
    var browser = new Browser();

    assertThat(
            answer(browser, url, "client_id", KeyProvider.CLIENT, "client_secret", "wrong").body())
        .contains("This was not accepted");
    var done =
        answer(browser, url, "client_id", KeyProvider.CLIENT, "client_secret", KeyProvider.SECRET);
    assertThat(Browser.location(done).getQuery()).doesNotContain("error");
    assertThat(provider.forms.getLast())
        .contains("grant_type=client_credentials", "scope=notes.read")
        .doesNotContain("refresh_token");

    var first = house.read(session).text("access_token");
    assertThat(first).startsWith("token-");
    clock.jump(LIFE);
    Eventually.holds(() -> house.read(session).status() == 200);
    assertThat(house.read(session).text("access_token")).startsWith("token-").isNotEqualTo(first);
    assertThat(house.show(session).json().toString()).doesNotContain("secret=1");

    provider.closedToAll = true;
    clock.jump(LIFE);
    assertThat(house.read(session).code()).isEqualTo("PROVIDER_UNAVAILABLE");
    Eventually.holds(() -> {
      clock.jump(Duration.ofSeconds(1));
      return house.read(session).code().equals("RECONNECT_REQUIRED");
    });
  }

  @Test
  void a_revocation_names_the_access_token_and_never_the_client() {
    var started = house.link("clients", "56");
    answer(
        new Browser(),
        started.text("url"),
        "client_id",
        KeyProvider.CLIENT,
        "client_secret",
        KeyProvider.SECRET);
    provider.forms.clear();

    house.revoke(started.text("session_id"));

    Eventually.holds(() -> provider.forms.stream().anyMatch(form -> form.contains("token=token-")));
    assertThat(provider.forms).noneMatch(form -> form.contains("secret"));
  }

  @Test
  void an_app_with_a_client_of_its_own_asks_for_nothing() {
    var started = house.link("ours", "56");

    var reply = new Browser().get(started.text("url"));

    assertThat(Browser.location(reply).getQuery()).doesNotContain("error");
    assertThat(house.read(started.text("session_id")).text("access_token")).startsWith("token-");
  }

  @Test
  void open_links_have_no_page_to_type_on() throws IOException {
    var file = folder.resolve("carabiner.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("provider: keyed-id\n", "provider: keyed-id\n    linking: open\n"));

    assertThatThrownBy(
            () -> house.server.reload(new SettingsReader(Map.of()).read(file).settings()))
        .isInstanceOf(SettingsProblem.class)
        .hasMessageContaining("linking: open has no page to ask on for account, key");
  }

  /// Opens the page if need be and answers it with those values: name, value, name, value, …
  private static HttpResponse<String> answer(Browser browser, String url, String... typed) {
    var form = new StringBuilder("answer=continue&csrf=" + encoded(Browser.csrf(browser.get(url))));
    for (var index = 0; index < typed.length; index += 2)
      form.append("&variable.").append(typed[index]).append('=').append(encoded(typed[index + 1]));
    return browser.post(url, form.toString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
