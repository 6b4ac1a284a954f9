package dev.carabiner.server.breakers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.oauth.RevocationReply;
import dev.carabiner.server.oauth.TokenReply;
import dev.carabiner.server.providers.RotationPolicy;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// QuickBooks, Xero, Revolut Business, NetSuite, Exact Online.
class MoneyBreakersTest {
  @Test
  void quickbooks_tells_the_company_only_in_the_callback_and_revokes_in_json() throws IOException {
    try (var stage = Stage.of("quickbooks").open()) {
      stage.visits.answer(
          "POST https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer",
          200,
          "{\"token_type\":\"bearer\",\"expires_in\":3600,\"refresh_token\":\"AB1\",\"x_refresh_token_expires_in\":8726400,\"access_token\":\"eyJ1\"}");
      var grant = stage.connect(Map.of("code", "c", "realmId", "9130350000000"));
      assertThat(stage.kept("realm_id")).isEqualTo("9130350000000");
      assertThat(stage.visits.header("authorization")).startsWith("Basic ");
      assertThat(grant.refreshLifetime()).contains(Duration.ofDays(101));
      assertThat(stage.provider.lifecycle().refreshTokens().lifetime())
          .contains(Duration.ofDays(5 * 365));

      stage.visits.answer("POST https://developer.api.intuit.com/v2/oauth2/tokens/revoke", 200, "");
      assertThat(stage.revoke(grant)).isEqualTo(new RevocationReply.Revoked());
      assertThat(stage.visits.header("content-type")).isEqualTo("application/json");
      assertThat(stage.visits.body())
          .isEqualTo("{\"token\":\"AB1\",\"token_type_hint\":\"refresh_token\"}");
    }
  }

  @Test
  void xero_finds_tenants_afterwards_and_wants_one_in_a_header() throws IOException {
    try (var stage = Stage.of("xero").open()) {
      stage.visits.answer(
          "POST https://identity.xero.com/connect/token",
          200,
          "{\"id_token\":\"x\",\"access_token\":\"a\",\"expires_in\":1800,\"token_type\":\"Bearer\",\"refresh_token\":\"r1\",\"scope\":\"offline_access accounting.contacts\"}");
      stage.visits.answer(
          "GET https://api.xero.com/connections",
          200,
          "[{\"id\":\"e1\",\"tenantId\":\"70784a63\",\"tenantType\":\"ORGANISATION\",\"tenantName\":\"Maple\"},{\"id\":\"e2\",\"tenantId\":\"91bf0000\",\"tenantType\":\"ORGANISATION\",\"tenantName\":\"Oak\"}]");
      var grant = stage.connect("c");
      assertThat(grant.lifetime()).contains(Duration.ofMinutes(30));
      var choice = stage.look(grant);
      assertThat(choice.candidates())
          .extracting(one -> one.label())
          .containsExactly("Maple", "Oak");
      // the first look cannot name a tenant yet; a second one does
      assertThat(stage.visits.header("xero-tenant-id")).isEmpty();
      stage.look(grant);
      assertThat(stage.visits.header("xero-tenant-id")).isEqualTo("70784a63");
      assertThat(stage.provider.lifecycle().rotation()).isEqualTo(RotationPolicy.GRACE);
      assertThat(stage.provider.lifecycle().rotationGrace()).contains(Duration.ofMinutes(30));
    }
  }

  @Test
  void revolut_wants_an_assertion_signed_for_the_redirect_host()
      throws IOException, GeneralSecurityException {
    var keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    var pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    try (var stage =
        Stage.of("revolut-business")
            .variable("authorize_host", "business.revolut.com")
            .variable("api_host", "b2b.revolut.com")
            .variable("redirect_host", "crm.acme.example")
            .secret(pem)
            .open()) {
      stage.visits.answer(
          "POST https://b2b.revolut.com/api/1.0/auth/token",
          200,
          "{\"access_token\":\"oa_prod_1\",\"token_type\":\"bearer\",\"expires_in\":2399,\"refresh_token\":\"oa_prod_2\"}");
      stage.connect("c");
      var form = stage.visits.form();
      assertThat(form)
          .containsEntry(
              "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
          .doesNotContainKey("client_secret");
      var parts = Objects.requireNonNull(form.get("client_assertion")).split("\\.", -1);
      var check = Signature.getInstance("SHA256withRSA");
      check.initVerify(keys.getPublic());
      check.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
      assertThat(check.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
      var claims =
          Json.parseObject(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8))
              .orElseThrow();
      assertThat(claims.path("iss").asString()).isEqualTo("crm.acme.example");
      assertThat(claims.path("sub").asString()).isEqualTo(Stage.CLIENT_ID);
      assertThat(claims.path("aud").asString()).isEqualTo("https://revolut.com");
      Stage.granted(stage.refresh("oa_prod_2"));
      assertThat(stage.visits.form()).containsKey("client_assertion");
    }
  }

  @Test
  void netsuite_needs_pkce_and_its_refresh_token_dies_after_a_week() throws IOException {
    var rest = "POST https://1234567.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/";
    try (var stage = Stage.of("netsuite").variable("account_id", "1234567").open()) {
      assertThat(Visits.query(stage.authorization()))
          .containsEntry("code_challenge_method", "S256")
          .containsEntry("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");

      stage.visits.answer(
          rest + "token",
          200,
          "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"expires_in\":\"3600\",\"token_type\":\"bearer\"}");
      var grant =
          stage.connect(Map.of("code", "c", "role", "3", "entity", "12", "company", "1234567"));
      assertThat(stage.visits.form()).containsEntry("code_verifier", Stage.VERIFIER);
      assertThat(stage.kept("role") + " " + stage.kept("entity")).isEqualTo("3 12");
      assertThat(grant.lifetime()).contains(Duration.ofHours(1));
      assertThat(stage.provider.lifecycle().refreshTokens().lifetime())
          .contains(Duration.ofDays(7));

      stage.visits.answer(
          rest + "token", 400, "{\"error\":\"invalid_grant\",\"error_description\":\"expired\"}");
      assertThat(stage.refresh("r")).isEqualTo(new TokenReply.Dead("invalid_grant"));
      stage.visits.answer(rest + "revoke", 200, "");
      assertThat(stage.revoke(grant)).isEqualTo(new RevocationReply.Revoked());
      assertThat(stage.visits.form()).containsEntry("token", "r");
    }
  }

  /// That a refresh waits for those 30 seconds the refresh story shows with a whole server.
  @Test
  void exact_online_sends_its_numbers_as_texts_and_refuses_an_early_refresh() throws IOException {
    try (var stage = Stage.of("exact-online").variable("tld", "de").open()) {
      var page = stage.authorization();
      assertThat(page.getHost()).isEqualTo("start.exactonline.de");
      assertThat(Visits.query(page)).doesNotContainKey("scope");

      stage.visits.answer(
          "POST https://start.exactonline.de/api/oauth2/token",
          200,
          "{\"access_token\":\"a\",\"token_type\":\"bearer\",\"expires_in\":\"600\",\"refresh_token\":\"r\"}");
      assertThat(stage.connect("c").lifetime()).contains(Duration.ofMinutes(10));
      assertThat(stage.provider.lifecycle().refusedBeforeEnd()).contains(Duration.ofSeconds(30));
      stage.visits.answer(
          "POST https://start.exactonline.de/api/oauth2/token",
          401,
          "{\"error\":\"unauthorized_client\",\"error_description\":\"Access token not expired\"}");
      assertThat(stage.refresh("r")).isInstanceOf(TokenReply.OursIsWrong.class);
    }
  }
}
