package dev.carabiner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PagesTest {
  private final Sandbox sandbox =
      Sandbox.start(
          SandboxSettings.defaults()
              .withNextLine(
                  "curl -H \"Authorization: Bearer $TOKEN\" 'http://x/?a=1&s={session_id}'"));
  private final Application application = new Application(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void the_landing_page_says_what_this_is() {
    assertThat(application.get("/").body())
        .contains(
            "Sandbox provider",
            sandbox.issuer().toString(),
            "href=\"/.well-known/openid-configuration\"",
            "href=\"/control/ledger\"",
            "Ada Lovelace (ada)",
            "<code>sandbox-client</code>")
        .doesNotContain("sandbox-secret");
  }

  @Test
  void connected_shows_the_session_and_the_next_line_to_paste() {
    String body =
        application.get("/connected?session_id=abc-1&app_state=s%3C&connect_code=k").body();

    assertThat(body)
        .contains("<h1>Connected</h1>")
        .contains("<dt>session_id</dt><dd><code>abc-1</code></dd>")
        .contains("<dt>connect_code</dt><dd><code>k</code></dd>")
        .contains("<dt>app_state</dt><dd><code>s&lt;</code></dd>")
        .contains(
            "<pre>curl -H &quot;Authorization: Bearer $TOKEN&quot;"
                + " &#39;http://x/?a=1&amp;s=abc-1&#39;</pre>");
  }

  @Test
  void connected_shows_errors_and_then_no_next_line() {
    String body =
        application
            .get("/connected?error=access_denied&error_description=%3Cb%3Eno&session_id=abc")
            .body();

    assertThat(body)
        .contains("<h1>Not connected</h1>", "access_denied", "&lt;b&gt;no")
        .doesNotContain("<pre>", "<b>");
  }

  @Test
  void what_does_not_belong_into_a_shell_is_not_offered_for_pasting() {
    assertThat(application.get("/connected?session_id=a%27%3B%20rm%20-rf%20~").body())
        .doesNotContain("<pre>")
        .contains("do not belong into a command line", "a&#39;; rm -rf ~");
  }

  @Test
  void connected_without_anything_says_so() {
    assertThat(application.get("/connected").body()).contains("Nothing was sent here");
  }
}
