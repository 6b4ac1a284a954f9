package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A provider that runs at each user's own host, so that only they can say where it is.
class VariablesStoryTest {
  private static final String PROVIDER =
      """
        - id: hosted-id
          name: Hosted
          authorization_endpoint: http://${host}/authorize
          token_endpoint: http://${host}/token
          revocation_endpoint: http://${host}/revoke
          userinfo_endpoint: http://${host}/userinfo
          pkce: supported
          quirks: [free_host]
          variables:
            - id: host
              description: Where your notes are
              pattern: '[a-z0-9.:-]+'
      """;

  @TempDir Path folder;
  private House house;
  private String host = "";

  @BeforeEach
  void open() {
    house = House.open(folder, UnaryOperator.identity(), this::hosted);
  }

  @AfterEach
  void close() {
    house.close();
  }

  /// The first two apps are at the user's own host.
  private String hosted(String yaml) {
    host = sandbox(yaml).getRawAuthority();
    return yaml.replace("apps:\n", PROVIDER + "apps:\n")
        .replaceFirst("provider: sandbox-id", atHost())
        .replaceFirst("provider: sandbox-id", atHost());
  }

  private String atHost() {
    return "provider: hosted-id\n    allowed-hosts: ['" + host + "', '*.example.com']";
  }

  private static URI sandbox(String yaml) {
    var issuer = Pattern.compile("issuer: (\\S+)").matcher(yaml);
    assertThat(issuer.find()).isTrue();
    return URI.create(issuer.group(1));
  }

  @Test
  void the_page_asks_for_the_value_and_it_goes_with_the_connection_to_its_end() {
    var started = house.link("sandbox", "56");
    var session = started.text("session_id");
    var browser = new Browser();

    assertThat(browser.get(started.text("url")).body())
        .contains("name=\"variable.host\"", "Where your notes are")
        .doesNotContain("Fill this in");
    var callback = browser.follow(answer(browser, started.text("url"), host));

    assertThat(callback.getQuery()).contains("session_id=" + session).doesNotContain("error");
    assertThat(house.show(session).text("state")).isEqualTo("connected");
    assertThat(house.show(session).json().path("values").path("host").asString()).isEqualTo(host);
    var token = house.read(session).text("access_token");
    assertThat(house.provider(token)).isEqualTo(200);
    assertThat(house.revoke(session).status()).isEqualTo(200);
    Eventually.holds(() -> house.provider(token) == 401);
  }

  @Test
  void what_does_not_fit_comes_back_with_one_sentence_and_nobody_is_sent_on() {
    var url = house.link("sandbox", "56").text("url");
    var browser = new Browser();

    assertThat(answer(browser, url, "").body()).contains("Fill this in to go on.");
    var slash = answer(browser, url, "http://evil.example/x");
    assertThat(slash.body()).contains("This does not fit.", "value=\"http://evil.example/x\"");
    assertThat(answer(browser, url, "evil.example").body())
        .contains("does not connect to this host");
    assertThat(answer(browser, url, "example.com.evil.example").body())
        .contains("does not connect to this host");
    assertThat(answer(browser, url, " " + host + " ").statusCode()).isEqualTo(303);
  }

  @Test
  void a_connection_that_the_back_end_must_confirm_asks_as_well() {
    var started = house.link("bound", "56");
    var browser = new Browser();

    var callback = browser.follow(answer(browser, started.text("url"), host));

    assertThat(callback.getQuery()).contains("connect_code=");
  }

  @Test
  void a_reconnect_keeps_the_value_unless_another_account_may_be_chosen() {
    var started = house.link("sandbox", "56");
    var browser = new Browser();
    browser.follow(answer(browser, started.text("url"), host));
    var session = started.text("session_id");

    var same = reconnect(session, false);
    assertThat(new Browser().get(same).body()).doesNotContain("variable.host");
    assertThat(new Browser().connect(same).getQuery()).doesNotContain("error");
    var other = new Browser().get(reconnect(session, true));
    assertThat(other.body()).contains("name=\"variable.host\" value=\"" + host + "\"");
  }

  @Test
  void an_app_whose_value_nobody_can_be_asked_for_does_not_start() {
    assertThatThrownBy(() -> House.open(folder.resolve("a"), same(), yaml -> straight(yaml, "")))
        .hasMessageContaining("variables: needs a value for host");
    assertThatThrownBy(() ->
            House.open(
                folder.resolve("b"),
                same(),
                yaml ->
                    hosted(yaml)
                        .replace("    allowed-hosts: ['" + host + "', '*.example.com']\n", "")))
        .hasMessageContaining("allowed-hosts: needs the hosts");
    House.open(
            folder.resolve("c"),
            same(),
            yaml -> straight(yaml, "\n    variables: {host: h.example}"))
        .close();
  }

  private String straight(String yaml, String more) {
    var last = hosted(yaml);
    var place = last.lastIndexOf("provider: sandbox-id");
    return last.substring(0, place)
        + "provider: hosted-id"
        + more
        + last.substring(place + "provider: sandbox-id".length());
  }

  private static <T> UnaryOperator<T> same() {
    return UnaryOperator.identity();
  }

  private String reconnect(String session, boolean anyAccount) {
    return house
        .api
        .post(
            "/api/v1/connected_apps/sessions/" + session + "/reconnect",
            "{\"allow_other_account\":" + anyAccount + "}")
        .text("url");
  }

  private static HttpResponse<String> answer(Browser browser, String url, String value) {
    var csrf = Browser.csrf(browser.get(url));
    return browser.post(
        url, "csrf=" + encoded(csrf) + "&answer=continue&variable.host=" + encoded(value));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
