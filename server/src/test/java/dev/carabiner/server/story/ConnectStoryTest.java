package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Endpoint;
import dev.carabiner.sandbox.Fault;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class ConnectStoryTest {
  private static final int AT_ONCE = 50;

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void open() {
    house = House.open(folder, UnaryOperator.identity(), yaml -> yaml + "    link-lifetime: 1s\n");
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void fifty_callbacks_at_once_end_in_one_exchange_and_one_outcome() throws Exception {
    var started = house.link("sandbox", "56");
    var browser = new Browser();
    var callback = browser.callbackOf(started.text("url"));
    Callable<HttpResponse<String>> open = () -> browser.get(callback);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var replies = threads.invokeAll(IntStream.range(0, AT_ONCE).mapToObj(_ -> open).toList());
      for (var reply : replies)
        assertThat(Browser.location(reply.get()).toString())
            .isEqualTo(House.CALLBACK + "&session_id=" + started.text("session_id"));
    }

    assertThat(house.sandbox.ledger().tokenRequests("authorization_code")).hasSize(1);
    assertThat(house.read(started.text("session_id")).status()).isEqualTo(200);
  }

  @Test
  void pages_speak_the_browsers_language_and_english_where_they_do_not_know_it() {
    var started = house.link("sandbox", "56");
    var page = new Browser().getIn("fr-CH, de;q=0.5", started.text("url"));

    assertThat(page.body()).contains("<html lang=\"fr\">", "Ce n’est pas moi");
    assertThat(page.headers().firstValue("Vary")).contains("Accept-Language");
    assertThat(new Browser().getIn("ja", started.text("url") + "x").body())
        .contains("<html lang=\"ja\">", "このアドレスには何もありません");
    assertThat(new Browser().getIn("tlh", started.text("url")).body())
        .contains("<html lang=\"en\">", "This is not me");
  }

  @Test
  void a_used_callback_gives_the_same_browser_the_same_outcome_and_any_other_a_plain_error() {
    var started = house.link("sandbox", "56");
    var browser = new Browser();
    var callback = browser.callbackOf(started.text("url"));
    var first = Browser.location(browser.get(callback));

    assertThat(Browser.location(browser.get(callback))).isEqualTo(first);
    assertThat(Browser.location(browser.get(started.text("url")))).isEqualTo(first);
    var other = new Browser().get(callback);
    assertThat(other.statusCode()).isEqualTo(400);
    assertThat(other.body())
        .contains("This link was already used")
        .doesNotContain(started.text("session_id"));
    assertThat(house.sandbox.ledger().tokenRequests("authorization_code")).hasSize(1);
  }

  @Test
  void a_callback_in_another_browser_sends_no_token_request() {
    var started = house.link("sandbox", "56");
    var callback = new Browser().callbackOf(started.text("url"));

    assertThat(new Browser().get(callback).statusCode()).isEqualTo(400);

    assertThat(house.sandbox.ledger().tokenRequests("authorization_code")).isEmpty();
    assertThat(house.read(started.text("session_id")).code()).isEqualTo("SESSION_PENDING");
  }

  @Test
  void an_answer_fed_to_another_apps_callback_is_burned() {
    var started = house.link("sandbox", "56");
    var browser = new Browser();
    var callback = browser.callbackOf(started.text("url"));

    assertThat(browser.get(callback.replace("/callback/sandbox", "/callback/bound")).statusCode())
        .isEqualTo(400);

    assertThat(house.sandbox.ledger().tokenRequests("authorization_code")).isEmpty();
    assertThat(parameters(Browser.location(browser.get(callback))))
        .containsEntry("error", "server_error");
    assertThat(house.show(started.text("session_id")).text("state")).isEqualTo("expired");
  }

  @Test
  void not_me_ends_at_the_callback_as_access_denied_with_state_and_session() {
    var started =
        house.api.get(
            "/api/v1/connected_apps/auth_url?key_code_ref=sandbox&user_id=56&app_state=a%26b%3Dc");

    var end = parameters(new Browser().follow(new Browser().answer(started.text("url"), "refuse")));

    assertThat(end)
        .containsEntry("error", "access_denied")
        .containsEntry("app_state", "a&b=c")
        .containsEntry("session_id", started.text("session_id"))
        .containsEntry("keep", "1")
        .containsKey("error_description");
    assertThat(house.show(started.text("session_id")).text("reason")).isEqualTo("access_denied");
    assertThat(house.read(started.text("session_id")).code()).isEqualTo("INVALID_SESSION");
  }

  @Test
  void a_denial_at_the_provider_and_its_other_errors_reach_the_callback_in_our_words() {
    for (var error :
        new String[] {"access_denied", "temporarily_unavailable", "made_up_by_a_stranger"}) {
      house.sandbox.control().fail(Fault.at(Endpoint.AUTHORIZE).times(1).error(error));
      var started = house.link("sandbox", "56");
      var end = parameters(new Browser().connect(started.text("url")));
      assertThat(end)
          .containsEntry("error", error.equals("made_up_by_a_stranger") ? "server_error" : error)
          .doesNotContainValue("made_up_by_a_stranger");
    }
  }

  @Test
  void malformed_and_missing_answers_to_the_code_end_in_a_named_outcome_and_no_second_exchange() {
    var faults =
        Map.of(
            "server_error", Fault.at(Endpoint.TOKEN).times(1).respond(200, "<html>welcome</html>"),
            "invalid_grant", Fault.at(Endpoint.TOKEN).times(1).error("invalid_grant"),
            "invalid_client", Fault.at(Endpoint.TOKEN).times(1).error("invalid_client"));
    faults.forEach((error, fault) -> {
      var before = house.sandbox.ledger().tokenRequests("authorization_code").size();
      house.sandbox.control().fail(fault);
      var started = house.link("sandbox", "56");
      var browser = new Browser();
      var callback = browser.callbackOf(started.text("url"));
      assertThat(parameters(Browser.location(browser.get(callback)))).containsEntry("error", error);
      assertThat(parameters(Browser.location(browser.get(callback)))).containsEntry("error", error);
      assertThat(house.sandbox.ledger().tokenRequests("authorization_code")).hasSize(before + 1);
    });
  }

  @Test
  void open_goes_straight_on_and_a_second_browser_cannot_finish_it() {
    var started = house.link("straight", "56");
    var browser = new Browser();
    var toProvider = browser.get(started.text("url"));
    assertThat(toProvider.statusCode()).isEqualTo(303);
    var callback =
        Browser.location(browser.get(Browser.location(toProvider).toString())).toString();

    assertThat(new Browser().get(callback).statusCode()).isEqualTo(400);
    assertThat(browser.follow(browser.get(callback)).getQuery())
        .isEqualTo("session_id=" + started.text("session_id"));
  }

  @Test
  void a_browser_that_only_looks_ahead_and_a_second_one_change_nothing() {
    var started = house.link("sandbox", "56");
    assertThat(new Browser().get(started.text("url")).statusCode()).isEqualTo(200);
    var browser = new Browser();
    assertThat(Browser.location(browser.answer(started.text("url"), "continue")).getPort())
        .isEqualTo(house.sandbox.port());

    assertThat(new Browser().get(started.text("url")).body())
        .contains("This link was already used");
  }

  @Test
  void a_form_without_the_pages_own_proof_goes_nowhere() {
    var started = house.link("sandbox", "56");
    var browser = new Browser();
    browser.get(started.text("url"));

    assertThat(browser.post(started.text("url"), "csrf=guessed&answer=continue").statusCode())
        .isEqualTo(200);
    assertThat(browser.post(started.text("url"), "answer=continue&answer=refuse").statusCode())
        .isEqualTo(400);
    assertThat(house.sandbox.ledger().entries(Endpoint.AUTHORIZE)).isEmpty();
  }

  @Test
  void a_link_that_ran_out_says_so() {
    var started = house.link("straight", "56");
    var browser = new Browser();
    Eventually.holds(
        () -> browser.get(started.text("url")).body().contains("This link no longer works"));
    assertThat(house.read(started.text("session_id")).code()).isEqualTo("SESSION_PENDING");
  }

  @Test
  void unknown_links_states_and_repeated_parameters_get_a_plain_page() {
    for (var path :
        new String[] {
          "/connected_apps/start/unknown",
          "/connected_apps/callback/sandbox?state=x&code=y",
          "/connected_apps/callback/sandbox",
          "/connected_apps/callback/sandbox?state=a&state=b"
        }) {
      var reply = new Browser().get(house.server.url() + path);
      assertThat(reply.statusCode()).as(path).isIn(400, 404);
      assertThat(reply.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
      assertThat(reply.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("frame-ancestors 'none'")
          .doesNotContain("form-action");
    }
  }

  @Test
  void a_callback_that_is_not_on_the_list_and_an_unknown_app_are_refused() {
    assertThat(
            house
                .api
                .get(
                    "/api/v1/connected_apps/auth_url?key_code_ref=sandbox&user_id=1&override_callback_url=http://127.0.0.1:9/other")
                .status())
        .isEqualTo(200);
    assertThat(
            house
                .api
                .get(
                    "/api/v1/connected_apps/auth_url?key_code_ref=sandbox&user_id=1&override_callback_url=http://127.0.0.1:9/other/")
                .code())
        .isEqualTo("INVALID_CALLBACK_URL");
    assertThat(
            house
                .api
                .get("/api/v1/connected_apps/auth_url?key_code_ref=%D0%B0cme&user_id=1")
                .code())
        .isEqualTo("CONNECTED_APP_NOT_FOUND");
    assertThat(house.api.get("/api/v1/connected_apps/auth_url?key_code_ref=sandbox").code())
        .isEqualTo("INVALID_REQUEST");
    assertThat(
            house
                .api
                .get("/api/v1/connected_apps/auth_url?key_code_ref=sandbox&user_id=1&user_id=2")
                .code())
        .isEqualTo("INVALID_REQUEST");
  }

  private static Map<String, String> parameters(URI uri) {
    var parameters = new HashMap<String, String>();
    for (var pair : uri.getRawQuery().split("&", -1)) {
      var parts = pair.split("=", 2);
      parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }
}
