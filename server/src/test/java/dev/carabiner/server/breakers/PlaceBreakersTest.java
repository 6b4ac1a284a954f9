package dev.carabiner.server.breakers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.oauth.CallbackAnswer;
import dev.carabiner.server.oauth.CallbackNames;
import dev.carabiner.server.oauth.RevocationReply;
import dev.carabiner.server.oauth.TokenReply;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Zoho, DocuSign, Salesforce, Apple, VK ID, Withings.
class PlaceBreakersTest {
  @Test
  void zoho_moves_the_token_call_to_where_the_callback_says_and_nowhere_else() throws IOException {
    var token = "POST https://accounts.zoho.eu/oauth/v2/token";
    var callback =
        Map.of("code", "c", "location", "eu", "accounts-server", "https://accounts.zoho.eu");
    try (var stage = Stage.of("zoho").open()) {
      var page = stage.authorization();
      assertThat(page.getHost()).isEqualTo("accounts.zoho.com");
      assertThat(Visits.query(page))
          .containsEntry("access_type", "offline")
          .containsEntry("prompt", "consent");
      assertThat(
              stage.callback(
                  Map.of("code", "c", "location", "eu", "accounts-server", "https://evil.example")))
          .isInstanceOf(CallbackAnswer.Untrusted.class);

      stage.visits.answer(token, 200, "{\"error\":\"invalid_code\"}");
      assertThat(stage.exchange(stage.callback(callback)))
          .isEqualTo(new TokenReply.Dead("invalid_grant"));
      stage.visits.answer(
          token,
          200,
          "{\"access_token\":\"1000.a\",\"refresh_token\":\"1000.r\",\"api_domain\":\"https://www.zohoapis.eu\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
      var grant = stage.connect(callback);
      assertThat(stage.kept("api_domain")).isEqualTo("https://www.zohoapis.eu");
      stage.account(grant);
      assertThat(stage.visits.header("authorization")).isEqualTo("Zoho-oauthtoken 1000.a");

      stage.visits.answer(
          "POST https://accounts.zoho.eu/oauth/v2/token/revoke", 200, "{\"status\":\"success\"}");
      assertThat(stage.revoke(grant)).isEqualTo(new RevocationReply.Revoked());
      assertThat(stage.visits.query()).isEqualTo(Map.of("token", "1000.r"));
    }
  }

  @Test
  void docusign_tells_the_api_host_afterwards_and_has_a_world_apart_for_tests() throws IOException {
    try (var stage = Stage.of("docusign").in("demo").open()) {
      assertThat(stage.authorization().getHost()).isEqualTo("account-d.docusign.com");
      stage.visits.answer(
          "POST https://account-d.docusign.com/oauth/token",
          200,
          "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"refresh_token\":\"r\",\"expires_in\":28800}");
      stage.visits.answer(
          "GET https://account-d.docusign.com/oauth/userinfo",
          200,
          "{\"sub\":\"50d89ab1\",\"accounts\":[{\"account_id\":\"fe0b61a3\",\"is_default\":true,\"account_name\":\"World Wide Co\",\"base_uri\":\"https://demo.docusign.net\"}]}");
      stage.look(stage.connect("c"));

      assertThat(stage.kept("base_uri")).isEqualTo("https://demo.docusign.net");
      assertThat(stage.kept("account_id")).isEqualTo("fe0b61a3");
      assertThat(stage.visits.lines()).allMatch(line -> line.contains("account-d.docusign.com"));
    }
  }

  @Test
  void salesforce_says_no_life_and_tells_its_api_host_in_the_answer() throws IOException {
    try (var stage = Stage.of("salesforce").variable("domain", "acme.my.salesforce.com").open()) {
      stage.visits.answer(
          "POST https://acme.my.salesforce.com/services/oauth2/token",
          200,
          "{\"access_token\":\"00D!A\",\"refresh_token\":\"5Aep\",\"signature\":\"s\",\"scope\":\"refresh_token api\",\"instance_url\":\"https://acme.my.salesforce.com\",\"id\":\"https://login.salesforce.com/id/00D/005\",\"token_type\":\"Bearer\",\"issued_at\":\"1278448101416\"}");
      var grant = stage.connect("c");
      assertThat(grant.lifetime()).isEmpty();
      assertThat(stage.kept("instance_url")).isEqualTo("https://acme.my.salesforce.com");
      assertThat(stage.kept("identity_url")).endsWith("/00D/005");

      stage.visits.answer(
          "POST https://acme.my.salesforce.com/services/oauth2/token",
          400,
          "{\"error\":\"invalid_grant\",\"error_description\":\"expired access/refresh token\"}");
      assertThat(stage.refresh("5Aep")).isEqualTo(new TokenReply.Dead("invalid_grant"));
    }
  }

  @Test
  void apple_wants_a_secret_that_signs_itself_and_posts_its_callback()
      throws IOException, GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    var key = generator.generateKeyPair().getPrivate();
    var pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key.getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    try (var stage =
        Stage.of("apple")
            .variable("team_id", "TEAM123456")
            .variable("key_id", "KEY1234567")
            .secret(pem)
            .open()) {
      assertThat(Visits.query(stage.authorization()))
          .containsEntry("response_mode", "form_post")
          .containsEntry("scope", "name email");
      assertThat(CallbackNames.of(stage.provider).posted()).isTrue();

      stage.visits.answer(
          "POST https://appleid.apple.com/auth/token",
          200,
          "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"refresh_token\":\"r\"}");
      stage.connect(
          Map.of("code", "c", "user", "{\"name\":{\"firstName\":\"Zoë\",\"lastName\":\"Li\"}}"));
      assertThat(stage.kept("user")).contains("Zoë");
      var secret = Objects.requireNonNull(stage.visits.form().get("client_secret"));
      var parts = secret.split("\\.", -1);
      var header = decoded(parts[0]);
      var claims = Json.parseObject(decoded(parts[1])).orElseThrow();
      assertThat(header).contains("\"alg\":\"ES256\"", "\"kid\":\"KEY1234567\"");
      assertThat(claims.path("iss").asString()).isEqualTo("TEAM123456");
      assertThat(claims.path("sub").asString()).isEqualTo(Stage.CLIENT_ID);
      assertThat(claims.path("aud").asString()).isEqualTo("https://appleid.apple.com");

      // later consents are silent about the name, and it stays known
      stage.connect("c2");
      assertThat(stage.kept("user")).contains("Zoë");
    }
  }

  @Test
  void vk_id_needs_the_callbacks_device_in_every_later_call_and_no_secret() throws IOException {
    var token = "POST https://id.vk.com/oauth2/auth";
    try (var stage = Stage.of("vk-id").open()) {
      stage.visits.answer(
          token,
          200,
          "{\"refresh_token\":\"vk2.r\",\"access_token\":\"vk2.a\",\"id_token\":\"x\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"user_id\":1234567890,\"state\":\"the-state\",\"scope\":\"vkid.personal_info\"}");
      assertThat(stage.exchange(stage.callback(Map.of("code", "c"))))
          .isInstanceOf(TokenReply.NotDone.class);
      assertThat(stage.visits.lines()).isEmpty();

      var grant = stage.connect(Map.of("code", "c", "device_id", "d-1", "type", "code_v2"));
      assertThat(stage.visits.form())
          .containsEntry("device_id", "d-1")
          .containsEntry("code_verifier", Stage.VERIFIER)
          .containsEntry("state", "the-state")
          .doesNotContainKey("client_secret");
      Stage.granted(stage.refresh("vk2.r"));
      assertThat(stage.visits.form())
          .containsEntry("device_id", "d-1")
          .doesNotContainKey("client_secret");

      stage.visits.answer("POST https://id.vk.com/oauth2/revoke", 200, "{\"response\":1}");
      assertThat(stage.revoke(grant)).isEqualTo(new RevocationReply.Revoked());
      assertThat(stage.visits.form())
          .isEqualTo(Map.of("access_token", "vk2.a", "client_id", Stage.CLIENT_ID));
    }
  }

  @Test
  void withings_wraps_tokens_in_a_body_and_its_errors_in_status_200() throws IOException {
    var token = "POST https://wbsapi.withings.net/v2/oauth2";
    try (var stage = Stage.of("withings").asking("user.info", "user.metrics").open()) {
      assertThat(Visits.query(stage.authorization()))
          .containsEntry("scope", "user.info,user.metrics");

      stage.visits.answer(
          token,
          200,
          "{\"status\":0,\"body\":{\"userid\":\"363\",\"access_token\":\"a\",\"refresh_token\":\"r\",\"scope\":\"user.info,user.metrics\",\"expires_in\":10800,\"token_type\":\"Bearer\"}}");
      var grant = stage.connect("c");
      assertThat(stage.visits.form()).containsEntry("action", "requesttoken");
      assertThat(grant.lifetime()).contains(Duration.ofHours(3));
      assertThat(grant.scopes().orElseThrow()).containsExactly("user.info", "user.metrics");
      assertThat(stage.kept("userid")).isEqualTo("363");

      stage.visits.answer(
          token,
          200,
          "{\"status\":503,\"body\":{},\"error\":\"Invalid Params: invalid refresh_token\"}");
      assertThat(stage.refresh("r")).isEqualTo(new TokenReply.Dead("invalid_grant"));
      assertThat(stage.visits.form()).containsEntry("action", "requesttoken");
      stage.visits.answer(
          token, 200, "{\"status\":601,\"body\":{},\"error\":\"Too Many Requests\"}");
      assertThat(stage.refresh("r")).isInstanceOf(TokenReply.NotDone.class);
    }
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), UTF_8);
  }
}
