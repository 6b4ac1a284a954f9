package dev.carabiner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Application.Reply;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizeTest {
  private final Sandbox sandbox = Sandbox.start(Application.automatic());
  private final Application application = new Application(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Reply authorizeWith(String name, String value) {
    Map<String, String> request = Application.request("openid");
    request.put(name, value);
    return application.authorize(request);
  }

  private Reply authorizeWithout(String name) {
    Map<String, String> request = Application.request("openid");
    request.remove(name);
    return application.authorize(request);
  }

  @Test
  void automatic_consent_goes_straight_back_with_code_state_and_issuer() {
    Reply reply = application.authorize(Application.request("openid"));

    assertThat(reply.status()).isEqualTo(302);
    assertThat(reply.header("Location")).startsWith(Application.CALLBACK + "?");
    assertThat(reply.redirect().first("code")).isPresent();
    assertThat(reply.redirect().first("state")).contains("st&te");
    assertThat(reply.redirect().first("iss")).contains(sandbox.issuer().toString());
  }

  @Test
  void the_request_may_come_as_a_form() {
    Reply reply =
        application.form(
            "/authorize",
            java.util.Optional.empty(),
            Application.encode(Application.request("openid")));

    assertThat(reply.status()).isEqualTo(302);
    assertThat(reply.redirect().first("code")).isPresent();
  }

  @Test
  void the_query_of_the_redirect_uri_is_kept() {
    Reply reply = authorizeWith("redirect_uri", Application.CALLBACK + "?tenant=7");

    assertThat(reply.header("Location")).startsWith(Application.CALLBACK + "?tenant=7&code=");
  }

  @ParameterizedTest
  @CsvSource({
    "client_id,nobody",
    "redirect_uri,https://evil.example/",
    "redirect_uri,http://127.0.0.1@evil.example/",
    "redirect_uri,http://127.0.0.1:1/#fragment",
    "redirect_uri,javascript:alert(1)"
  })
  void an_unknown_client_or_redirect_uri_is_an_error_page_and_no_redirect(
      String name, String value) {
    Reply reply = authorizeWith(name, value);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("Location")).isEmpty();
    assertThat(reply.header("Content-Type")).startsWith("text/html");
    assertThat(reply.body()).contains("This does not work");
  }

  @ParameterizedTest
  @CsvSource({
    "response_type,token,unsupported_response_type",
    "response_mode,fragment,invalid_request",
    "code_challenge,short,invalid_request",
    "code_challenge_method,plain,invalid_request",
    "scope,openid launch_rockets,invalid_scope",
    "request,eyJ,request_not_supported",
    "request_uri,https://a.example,request_uri_not_supported"
  })
  void another_error_goes_back_to_the_client_with_state_and_issuer(
      String name, String value, String error) {
    Reply reply = authorizeWith(name, value);

    assertThat(reply.status()).isEqualTo(302);
    assertThat(reply.redirect().first("error")).contains(error);
    assertThat(reply.redirect().first("state")).contains("st&te");
    assertThat(reply.redirect().first("iss")).contains(sandbox.issuer().toString());
    assertThat(reply.redirect().first("code")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"response_type", "code_challenge"})
  void a_missing_parameter_is_an_invalid_request(String name) {
    assertThat(authorizeWithout(name).redirect().first("error")).contains("invalid_request");
  }

  @Test
  void a_repeated_parameter_is_an_invalid_request() {
    Reply reply =
        application.get(
            "/authorize?" + Application.encode(Application.request("openid")) + "&nonce=1&nonce=2");

    assertThat(reply.redirect().first("error")).contains("invalid_request");
  }

  @Test
  void login_hint_names_the_account_by_id_or_email() {
    for (String hint : new String[] {"grace", "GRACE@example.com"}) {
      Reply reply = authorizeWith("login_hint", hint);
      String code = reply.redirect().first("code").orElseThrow();
      String token = application.token(Application.exchange(code)).text("access_token");

      assertThat(application.me(token).body()).contains("Grace Hopper");
    }
  }

  @Test
  void pkce_and_issuer_can_be_switched_off() {
    try (Sandbox lax =
        Sandbox.start(Application.automatic().withPkceRequired(false).withIssuerSent(false))) {
      Map<String, String> request = Application.request("openid");
      request.remove("code_challenge");
      request.remove("code_challenge_method");
      Reply reply = new Application(lax).authorize(request);

      assertThat(reply.redirect().first("code")).isPresent();
      assertThat(reply.redirect().first("iss")).isEmpty();
    }
  }

  @Test
  void a_redirect_uri_is_compared_character_by_character() {
    RegisteredClient client =
        RegisteredClient.confidential("exact", "exact-secret", "https://app.example/callback");
    try (Sandbox exact = Sandbox.start(Application.automatic().withClients(client))) {
      Map<String, String> request = Application.request("openid");
      request.put("client_id", "exact");
      request.put("redirect_uri", "https://app.example/callback");
      assertThat(new Application(exact).authorize(request).status()).isEqualTo(302);
      request.put("redirect_uri", "https://app.example/callback/");
      assertThat(new Application(exact).authorize(request).status()).isEqualTo(400);
      request.put("redirect_uri", "http://127.0.0.1/callback");
      assertThat(new Application(exact).authorize(request).status()).isEqualTo(400);
    }
  }
}
