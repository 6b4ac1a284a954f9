package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Providers whose callbacks come by a form, or without anybody having begun.
class PostedCallbackStoryTest {
  @TempDir Path folder;
  private House house;

  @BeforeEach
  void open() {
    house =
        House.open(
            folder,
            UnaryOperator.identity(),
            yaml -> {
              var issuer = yaml.substring(yaml.indexOf("issuer: ") + 8).lines().findFirst();
              return yaml.replace("apps:\n", provider(issuer.orElseThrow()) + "apps:\n")
                  .replaceFirst("provider: sandbox-id", "provider: odd-id");
            });
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static String provider(String issuer) {
    return "  - {id: odd-id, name: Odd, issuer: '"
        + issuer
        + "', callback: {method: POST, unsolicited: true}}\n";
  }

  @Test
  void a_form_that_the_provider_posts_is_sent_round_so_that_the_cookie_comes_along() {
    var started = house.link("sandbox", "56");
    var browser = new Browser();
    var callback = browser.callbackOf(started.text("url"));
    var path = callback.substring(0, callback.indexOf('?'));
    var withoutCookies = new Browser();

    var round =
        withoutCookies.post(
            path, URI.create(callback).getRawQuery() + "&more=x&user=%7B%22a%22%3A1%7D");

    assertThat(round.statusCode()).isEqualTo(303);
    var again = Browser.location(round);
    assertThat(again.toString()).startsWith(path + "?").contains("code=").doesNotContain("more=");
    assertThat(withoutCookies.get(again.toString()).statusCode()).isEqualTo(400);
    assertThat(browser.follow(browser.get(again.toString())).getQuery()).doesNotContain("error");
    assertThat(house.show(started.text("session_id")).text("state")).isEqualTo("connected");
  }

  @Test
  void other_providers_callbacks_take_no_form() {
    var path = house.server.url() + "/connected_apps/callback/";
    for (var key : new String[] {"bound", "nobody"}) {
      var refused = new Browser().post(path + key, "code=x&state=y");
      assertThat(refused.statusCode()).isEqualTo(405);
      assertThat(refused.headers().firstValue("Allow")).contains("GET");
    }
  }

  @Test
  void who_begins_at_the_provider_is_sent_to_the_application() {
    var path = house.server.url() + "/connected_apps/callback/";
    var page = new Browser().get(path + "sandbox?code=x");
    assertThat(page.body()).contains("Begin in", "http://127.0.0.1:9/");
    assertThat(new Browser().get(path + "bound?code=x").body()).doesNotContain("Begin in");
  }
}
