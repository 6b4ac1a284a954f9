package dev.carabiner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.carabiner.sandbox.Application.Reply;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenEndpointTest {
  private final Sandbox sandbox = Sandbox.start(Application.automatic());
  private final Application application = new Application(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private static void assertInvalidGrant(Reply reply) {
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text("error")).isEqualTo("invalid_grant");
  }

  @Test
  void a_code_becomes_tokens() {
    Reply reply = application.connect("openid offline_access notes.read");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.json())
        .containsOnlyKeys(
            "access_token", "token_type", "expires_in", "refresh_token", "id_token", "scope")
        .containsEntry("token_type", "Bearer")
        .containsEntry("expires_in", 3600L)
        .containsEntry("scope", "openid offline_access notes.read");
  }

  @Test
  void without_openid_and_offline_access_there_is_only_an_access_token() {
    assertThat(application.connect("notes.read").json())
        .containsOnlyKeys("access_token", "token_type", "expires_in", "scope");
  }

  @Test
  void a_refresh_token_can_be_given_always() {
    try (Sandbox generous = Sandbox.start(Application.automatic().withAlwaysRefreshToken(true))) {
      assertThat(new Application(generous).connect("notes.read").json())
          .containsKey("refresh_token");
    }
  }

  @Test
  void endless_access_tokens_carry_no_expires_in() {
    try (Sandbox endless = Sandbox.start(Application.automatic().withEndlessAccessTokens())) {
      Application application = new Application(endless);
      Reply reply = application.connect("openid");
      endless.control().advance(Duration.ofDays(3650));

      assertThat(reply.json()).doesNotContainKey("expires_in");
      assertThat(application.me(reply.text("access_token")).status()).isEqualTo(200);
    }
  }

  @Test
  void the_id_token_is_signed_with_the_published_key() throws Exception {
    Map<String, String> request = Application.request("openid");
    request.put("nonce", "n-1");
    String code = application.authorize(request).redirect().first("code").orElseThrow();
    SignedJWT idToken =
        SignedJWT.parse(application.token(Application.exchange(code)).text("id_token"));
    JWKSet keys = JWKSet.parse(application.get("/jwks").body());

    assertThat(keys.containsNonPublicKeys()).isFalse();
    assertThat(
            idToken.verify(
                new RSASSAVerifier(keys.getKeyByKeyId(idToken.getHeader().getKeyID()).toRSAKey())))
        .isTrue();
    JWTClaimsSet claims = idToken.getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo(sandbox.issuer().toString());
    assertThat(claims.getAudience()).containsExactly(Application.ID);
    assertThat(claims.getSubject()).isEqualTo("ada");
    assertThat(claims.getStringClaim("nonce")).isEqualTo("n-1");
    assertThat(claims.getStringClaim("name")).isEqualTo("Ada Lovelace");
    assertThat(claims.getStringClaim("email")).isEqualTo("ada@example.com");
    assertThat(
            Duration.between(
                claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant()))
        .isEqualTo(Duration.ofHours(1));
  }

  @Test
  void the_second_use_of_a_code_kills_what_the_first_one_gave() {
    String code = application.code("openid offline_access");
    Reply first = application.token(Application.exchange(code));

    assertInvalidGrant(application.token(Application.exchange(code)));
    assertThat(application.me(first.text("access_token")).status()).isEqualTo(401);
    assertInvalidGrant(application.refresh(first.text("refresh_token")));
  }

  @Test
  void a_code_lives_sixty_seconds() {
    String early = application.code("openid");
    String late = application.code("openid");
    sandbox.control().advance(Duration.ofSeconds(59));
    assertThat(application.token(Application.exchange(early)).status()).isEqualTo(200);
    sandbox.control().advance(Duration.ofSeconds(1));

    assertInvalidGrant(application.token(Application.exchange(late)));
  }

  @ParameterizedTest
  @CsvSource({
    "code,sandbox_code_made-up",
    "code_verifier,another-code-verifier-that-is-long-enough-as-well",
    "redirect_uri,http://127.0.0.1:9500/elsewhere"
  })
  void a_code_is_bound_to_verifier_and_redirect_uri(String name, String value) {
    Map<String, String> form = Application.exchange(application.code("openid"));
    form.put(name, value);

    assertInvalidGrant(application.token(form));
  }

  @ParameterizedTest
  @CsvSource({"code_verifier", "redirect_uri"})
  void a_code_needs_verifier_and_redirect_uri(String name) {
    Map<String, String> form = Application.exchange(application.code("openid"));
    form.remove(name);

    assertInvalidGrant(application.token(form));
  }

  @Test
  void a_verifier_without_a_challenge_is_refused() {
    try (Sandbox lax = Sandbox.start(Application.automatic().withPkceRequired(false))) {
      Map<String, String> request = Application.request("openid");
      request.remove("code_challenge");
      request.remove("code_challenge_method");
      Application application = new Application(lax);
      String code = application.authorize(request).redirect().first("code").orElseThrow();

      assertInvalidGrant(application.token(Application.exchange(code)));
    }
  }

  @Test
  void a_code_is_bound_to_its_client_and_stays_good_for_it() {
    RegisteredClient other = RegisteredClient.confidential("other", "other-secret");
    RegisteredClient first =
        RegisteredClient.confidential(Application.ID, Application.SECRET).withAnyLoopback();
    try (Sandbox both = Sandbox.start(Application.automatic().withClients(first, other))) {
      Application application = new Application(both);
      String code = application.code("openid");
      String form = Application.encode(Application.exchange(code));

      assertInvalidGrant(
          application.form(
              "/token", java.util.Optional.of(Application.basic("other", "other-secret")), form));
      assertThat(application.token(Application.exchange(code)).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "grant_type,password,unsupported_grant_type",
    "grant_type,'',invalid_request",
    "code,'',invalid_request"
  })
  void a_request_that_makes_no_sense_is_told_why(String name, String value, String error) {
    Map<String, String> form = Application.exchange("unused");
    form.put(name, value);
    Reply reply = application.token(form);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text("error")).isEqualTo(error);
    assertThat(reply.text("error_description")).isNotBlank();
  }

  @Test
  void a_refresh_can_ask_for_less_but_not_for_more() {
    String refreshToken =
        application.connect("openid offline_access notes.read").text("refresh_token");
    Reply less =
        application.token(
            Map.of(
                "grant_type", "refresh_token", "refresh_token", refreshToken, "scope", "openid"));
    Reply more =
        application.token(
            Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                refreshToken,
                "scope",
                "openid notes.write"));

    assertThat(less.text("scope")).isEqualTo("openid");
    assertThat(application.me(less.text("access_token")).json().get("scopes"))
        .isEqualTo(java.util.List.of("openid"));
    assertThat(more.status()).isEqualTo(400);
    assertThat(more.text("error")).isEqualTo("invalid_scope");
  }
}
