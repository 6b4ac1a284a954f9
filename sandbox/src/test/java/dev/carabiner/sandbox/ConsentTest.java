package dev.carabiner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Application.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsentTest {
  private static final Pattern PENDING = Pattern.compile("name=\"pending\" value=\"([^\"]+)\"");

  private final Sandbox sandbox = Sandbox.start(SandboxSettings.defaults());
  private final Application application = new Application(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Reply page(String scope) {
    return application.authorize(Application.request(scope));
  }

  private Reply answer(Reply page, String account, String decision) {
    Matcher pending = PENDING.matcher(page.body());
    assertThat(pending.find()).isTrue();
    Map<String, String> form = new LinkedHashMap<>();
    form.put("pending", pending.group(1));
    form.put("account", account);
    form.put("decision", decision);
    return application.form("/consent", Optional.empty(), Application.encode(form));
  }

  @Test
  void the_page_says_what_it_is_and_what_is_asked_for_and_runs_no_script() {
    Reply page = page("openid notes.read offline_access");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("form-action", "unsafe");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    assertThat(page.body())
        .contains(
            "<html lang=\"en\">",
            "<title>sandbox-client asks for access - Sandbox</title>",
            "Sandbox provider.",
            "Know who you are",
            "Read your notes",
            "Keep access while you are away",
            "<legend>As whom?</legend>",
            "value=\"ada\" checked",
            "Grace Hopper (grace@example.com)",
            ">Allow</button>",
            ">Deny</button>")
        .doesNotContain("<script", "Write notes", " style=");
  }

  @Test
  void the_style_is_allowed_by_its_hash() {
    String body = page("openid").body();
    String style = body.substring(body.indexOf("<style>") + 7, body.indexOf("</style>"));
    String hash = java.util.Base64.getEncoder().encodeToString(Opaque.sha256(style));

    assertThat(page("openid").header("Content-Security-Policy")).contains("sha256-" + hash);
  }

  @Test
  void allow_gives_a_code_for_the_chosen_account() {
    Reply reply = answer(page("openid"), "grace", "allow");

    assertThat(reply.status()).isEqualTo(302);
    assertThat(reply.redirect().first("state")).contains("st&te");
    String code = reply.redirect().first("code").orElseThrow();
    String token = application.token(Application.exchange(code)).text("access_token");
    assertThat(application.me(token).body()).contains("\"id\":\"grace\"");
  }

  @Test
  void deny_goes_back_with_access_denied() {
    Reply reply = answer(page("openid"), "ada", "deny");

    assertThat(reply.redirect().first("error")).contains("access_denied");
    assertThat(reply.redirect().first("state")).contains("st&te");
    assertThat(reply.redirect().first("iss")).contains(sandbox.issuer().toString());
  }

  @Test
  void a_page_can_be_answered_once() {
    Reply page = page("openid");
    answer(page, "ada", "allow");
    Reply again = answer(page, "ada", "allow");

    assertThat(again.status()).isEqualTo(400);
    assertThat(again.body()).contains("answered before");
  }

  @Test
  void a_page_that_lay_too_long_is_refused() {
    Reply page = page("openid");
    sandbox.control().advance(java.time.Duration.ofMinutes(11));

    assertThat(answer(page, "ada", "allow").status()).isEqualTo(400);
  }

  @Test
  void an_unknown_account_is_refused() {
    assertThat(answer(page("openid"), "mallory", "allow").status()).isEqualTo(400);
  }

  @Test
  void prompt_none_is_refused_for_consent_takes_a_page() {
    Map<String, String> request = Application.request("openid");
    request.put("prompt", "none");

    assertThat(application.authorize(request).redirect().first("error"))
        .contains("interaction_required");
  }

  @Test
  void login_hint_preselects_the_account() {
    Map<String, String> request = Application.request("openid");
    request.put("login_hint", "grace@example.com");

    assertThat(application.authorize(request).body()).contains("value=\"grace\" checked");
  }

  @Test
  void what_a_page_shows_is_escaped() {
    Map<String, String> request = Application.request("openid");
    request.put("redirect_uri", Application.CALLBACK + "?x=1&y='2'");

    assertThat(application.authorize(request).body())
        .contains("?x=1&amp;y=&#39;2&#39;")
        .doesNotContain("y='2'");
  }

  @Test
  void withheld_scopes_are_not_granted() {
    try (Sandbox picky = Sandbox.start(Application.automatic().withWithheldScopes("notes.write"))) {
      Reply reply = new Application(picky).connect("openid notes.read notes.write");

      assertThat(reply.text("scope")).isEqualTo("openid notes.read");
    }
  }
}
