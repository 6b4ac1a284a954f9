package dev.carabiner.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the pages do with hostile requests; no Carabiner is there to be asked.
class PagesTest {
  private Application application;
  private Browser browser;

  @BeforeEach
  void open() {
    var nowhere = URI.create("http://127.0.0.1:9");
    application =
        Application.start(
            new Settings(nowhere, new Settings.Credentials("id", "secret"), "notes", nowhere, 0));
    browser = new Browser().open(application.url() + "/").press("Sign in as Katherine Johnson");
  }

  @AfterEach
  void close() {
    application.close();
  }

  @Test
  void what_comes_in_an_address_is_text_on_the_page() {
    var script = URLEncoder.encode("<script>alert(1)</script>\"'&", StandardCharsets.UTF_8);
    browser.open(application.callbackUrl() + "?error=" + script + "&error_description=" + script);

    assertThat(browser.text())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;", "Try again")
        .doesNotContain("<script");
    assertThat(browser.header("Content-Security-Policy")).contains("default-src 'none'");
  }

  @Test
  void a_long_story_in_an_address_is_cut() {
    browser.open(
        application.callbackUrl() + "?error=server_error&error_description=" + "x".repeat(4000));

    assertThat(browser.text()).contains("x".repeat(300) + "…").doesNotContain("x".repeat(301));
  }

  @Test
  void a_form_from_elsewhere_is_refused() {
    for (var action : new String[] {"/connect", "/disconnect", "/sign-out", "/sign-in"}) {
      assertThat(browser.post(application.url() + action, Map.of()).status())
          .as(action)
          .isEqualTo(403);
      var foreign = Map.of("csrf", "somebody-elses", "user", "57");
      assertThat(browser.post(application.url() + action, foreign).status())
          .as(action)
          .isEqualTo(403);
    }
    assertThat(browser.open(application.url() + "/").text()).contains("Hello, Katherine Johnson");
  }

  @Test
  void a_callback_that_nobody_is_signed_in_for_saves_nothing() {
    var signedOut = new Browser().open(application.callbackUrl() + "?session_id=abc");

    assertThat(signedOut.status()).isEqualTo(401);
    assertThat(signedOut.text()).contains("Nothing was saved.");
  }

  @Test
  void a_callback_that_names_two_sessions_is_refused() {
    assertThat(browser.open(application.callbackUrl() + "?session_id=a&session_id=b").status())
        .isEqualTo(400);
  }

  @Test
  void addresses_that_are_no_pages_are_not_found() {
    assertThat(browser.open(application.url() + "/admin").status()).isEqualTo(404);
    assertThat(browser.post(application.url() + "/notes", Map.of()).status()).isEqualTo(404);
  }

  @Test
  void a_sign_in_begins_a_session_under_a_new_cookie() {
    var fresh = new Browser().open(application.url() + "/");
    var before = fresh.header("Set-Cookie");
    assertThat(before).contains("HttpOnly", "SameSite=Lax");

    fresh.press("Sign in as Annie Easley").press("Sign out");
    assertThat(fresh.header("Set-Cookie")).isNotEqualTo(before);
  }
}
