package dev.carabiner.server.breakers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.oauth.CallbackAnswer;
import dev.carabiner.server.oauth.RevocationReply;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Shopify, Stripe, Square, eBay.
class CommerceBreakersTest {
  @Test
  void shopify_signs_its_callback_and_only_ends_a_token_that_was_asked_to_end() throws IOException {
    // printf 'code=c&host=aG9zdA&shop=acme.myshopify.com&state=the-state&timestamp=1764590000' |
    // openssl dgst -sha256 -hmac the-secret
    var callback =
        Map.of(
            "code", "c",
            "host", "aG9zdA",
            "shop", "acme.myshopify.com",
            "state", "the-state",
            "timestamp", "1764590000",
            "hmac", "cedb09332c0ac2d74f7d0ee0f32b153221534761ad0a88fe862d9a4e8cc9b8a8");
    try (var stage = Stage.of("shopify").variable("shop", "acme").open()) {
      assertThat(stage.authorization().getHost()).isEqualTo("acme.myshopify.com");
      var forged = new HashMap<>(callback);
      forged.put("shop", "evil.myshopify.com");
      assertThat(stage.callback(forged)).isInstanceOf(CallbackAnswer.Untrusted.class);

      stage.visits.answer(
          "POST https://acme.myshopify.com/admin/oauth/access_token",
          200,
          "{\"access_token\":\"shpat_1\",\"expires_in\":3600,\"refresh_token\":\"shprt_1\",\"refresh_token_expires_in\":7776000,\"scope\":\"read_products,write_orders\"}");
      var grant = stage.connect(callback);
      assertThat(stage.visits.form()).containsEntry("expiring", "1");
      assertThat(grant.lifetime()).contains(Duration.ofHours(1));
      assertThat(grant.refreshLifetime()).contains(Duration.ofDays(90));

      stage.visits.answer(
          "DELETE https://acme.myshopify.com/admin/api_permissions/current.json", 200, "{}");
      assertThat(stage.revoke(grant)).isEqualTo(new RevocationReply.Revoked());
      assertThat(stage.visits.header("x-shopify-access-token")).isEqualTo("shpat_1");
      assertThat(stage.visits.header("authorization")).isEmpty();
    }
  }

  @Test
  void stripe_takes_the_platforms_key_for_a_secret_and_revokes_by_account() throws IOException {
    try (var stage = Stage.of("stripe").open()) {
      stage.visits.answer(
          "POST https://connect.stripe.com/oauth/token",
          200,
          "{\"access_token\":\"sk_acct\",\"livemode\":false,\"refresh_token\":\"rt_1\",\"token_type\":\"bearer\",\"stripe_publishable_key\":\"pk_1\",\"stripe_user_id\":\"acct_1\",\"scope\":\"read_write\"}");
      var grant = stage.connect("c");
      assertThat(stage.visits.form()).containsEntry("client_secret", Stage.SECRET);
      // what the application names in its Stripe-Account header
      assertThat(stage.kept("stripe_user_id")).isEqualTo("acct_1");

      stage.visits.answer(
          "POST https://connect.stripe.com/oauth/deauthorize",
          200,
          "{\"stripe_user_id\":\"acct_1\"}");
      assertThat(stage.revoke(grant)).isEqualTo(new RevocationReply.Revoked());
      assertThat(stage.visits.header("authorization")).isEqualTo("Bearer the-secret");
      assertThat(stage.visits.form())
          .isEqualTo(Map.of("client_id", Stage.CLIENT_ID, "stripe_user_id", "acct_1"));
    }
  }

  @Test
  void square_tells_an_end_in_place_of_a_life_and_wants_a_client_header_to_revoke()
      throws IOException {
    try (var stage = Stage.of("square").open()) {
      stage.visits.answer(
          "POST https://connect.squareup.com/oauth2/token",
          200,
          "{\"access_token\":\"E1\",\"token_type\":\"bearer\",\"expires_at\":\"2026-12-23T12:00:00Z\",\"merchant_id\":\"M1\",\"refresh_token\":\"EQ1\",\"short_lived\":false}");
      var grant = stage.connect("c");
      assertThat(stage.visits.header("content-type")).isEqualTo("application/json");
      assertThat(stage.visits.body()).contains("\"client_secret\":\"the-secret\"");
      assertThat(grant.lifetime()).contains(Duration.ofDays(30));
      assertThat(stage.kept("merchant_id")).isEqualTo("M1");

      stage.visits.answer(
          "POST https://connect.squareup.com/oauth2/revoke", 200, "{\"success\":true}");
      assertThat(stage.revoke(grant)).isEqualTo(new RevocationReply.Revoked());
      assertThat(stage.visits.header("authorization")).isEqualTo("Client the-secret");
      assertThat(stage.visits.body())
          .isEqualTo("{\"client_id\":\"the-client\",\"access_token\":\"E1\"}");
    }
  }

  @Test
  void ebay_takes_a_name_for_the_redirect_uri_and_long_scopes_again_in_each_refresh()
      throws IOException {
    var scopes =
        IntStream.range(0, 40)
            .mapToObj(each -> "https://api.ebay.com/oauth/api_scope/sell.a.long.scope." + each)
            .toArray(String[]::new);
    try (var stage =
        Stage.of("ebay").variable("ru_name", "Acme-AcmeCRM-P-1").asking(scopes).open()) {
      var sent = Visits.query(stage.authorization());
      assertThat(sent)
          .containsEntry("redirect_uri", "Acme-AcmeCRM-P-1")
          .containsEntry("scope", String.join(" ", scopes));

      stage.visits.answer(
          "POST https://api.ebay.com/identity/v1/oauth2/token",
          200,
          "{\"access_token\":\"v^1.1\",\"expires_in\":7200,\"refresh_token\":\"v^1.2\",\"refresh_token_expires_in\":47304000,\"token_type\":\"User Access Token\"}");
      var grant = stage.connect("c");
      assertThat(stage.visits.form()).containsEntry("redirect_uri", "Acme-AcmeCRM-P-1");
      assertThat(stage.visits.header("authorization")).startsWith("Basic ");
      assertThat(grant.refreshLifetime()).contains(Duration.ofSeconds(47_304_000));

      Stage.granted(stage.refresh("v^1.2"));
      assertThat(stage.visits.form())
          .containsEntry("scope", String.join(" ", scopes))
          .doesNotContainKey("redirect_uri");
    }
  }
}
