package dev.carabiner.server.breakers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.oauth.LocalProvider.Page;
import dev.carabiner.server.oauth.RevocationReply;
import dev.carabiner.server.oauth.TokenReply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// TikTok, TikTok for Business, WeChat, Facebook, Instagram, Threads.
class SocialBreakersTest {
  @Test
  void tiktok_calls_the_client_a_key_and_hashes_the_verifier_to_hexadecimal() throws IOException {
    try (var stage = Stage.of("tiktok").asking("user.info.basic", "video.list").open()) {
      var sent = Visits.query(stage.authorization());
      assertThat(sent)
          .containsEntry("client_key", Stage.CLIENT_ID)
          .containsEntry("scope", "user.info.basic,video.list")
          // printf %s dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk | sha256sum
          .containsEntry(
              "code_challenge", "13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3")
          .doesNotContainKey("client_id");

      stage.visits.answer(
          "POST https://open.tiktokapis.com/v2/oauth/token/",
          200,
          "{\"open_id\":\"o-1\",\"scope\":\"user.info.basic,video.list\",\"access_token\":\"act.1\",\"expires_in\":86400,\"refresh_token\":\"rft.1\",\"refresh_expires_in\":31536000,\"token_type\":\"Bearer\"}");
      var grant = stage.connect("c");
      assertThat(stage.visits.form())
          .containsEntry("client_key", Stage.CLIENT_ID)
          .containsEntry("code_verifier", Stage.VERIFIER)
          .doesNotContainKey("client_id");
      assertThat(grant.scopes()).contains(List.of("user.info.basic", "video.list"));
      assertThat(grant.refreshLifetime()).contains(Duration.ofDays(365));
      assertThat(grant.kept()).containsKey("open_id");

      stage.visits.answer("POST https://open.tiktokapis.com/v2/oauth/revoke/", 200, "");
      assertThat(stage.revoke(grant)).isEqualTo(new RevocationReply.Revoked());
      assertThat(stage.visits.form())
          .isEqualTo(
              Map.of(
                  "client_key", Stage.CLIENT_ID, "client_secret", Stage.SECRET, "token", "act.1"));
    }
  }

  @Test
  void tiktok_ads_speaks_json_with_names_of_its_own_and_code_0_is_success() throws IOException {
    var token = "POST https://business-api.tiktok.com/open_api/v1.3/oauth2/access_token/";
    try (var stage = Stage.of("tiktok-ads").open()) {
      assertThat(Visits.query(stage.authorization())).containsEntry("app_id", Stage.CLIENT_ID);

      stage.visits.answer(
          token,
          200,
          "{\"code\":40110,\"message\":\"Auth_code is expired\",\"data\":{},\"request_id\":\"r\"}");
      assertThat(stage.exchange(stage.callback(Map.of("auth_code", "c"))))
          .isEqualTo(new TokenReply.Dead("invalid_grant"));

      stage.visits.answer(
          token,
          200,
          "{\"code\":0,\"message\":\"OK\",\"data\":{\"access_token\":\"t1\",\"scope\":[4,5],\"advertiser_ids\":[\"77\"]},\"request_id\":\"r\"}");
      var grant = stage.connect(Map.of("auth_code", "c"));
      assertThat(stage.visits.header("content-type")).isEqualTo("application/json");
      assertThat(stage.visits.body())
          .contains("\"app_id\":\"the-client\"", "\"secret\":\"the-secret\"", "\"auth_code\":\"c\"")
          .doesNotContain("client_id", "client_secret", "\"code\"");
      assertThat(Stage.text(grant.accessToken())).isEqualTo("t1");
      assertThat(grant.lifetime()).isEmpty();
      assertThat(stage.kept("advertiser_ids")).isEqualTo("[\"77\"]");

      stage.visits.answer(
          "POST https://business-api.tiktok.com/open_api/v1.3/oauth2/revoke_token/",
          200,
          "{\"code\":0,\"message\":\"OK\"}");
      assertThat(stage.revoke(grant)).isEqualTo(new RevocationReply.Revoked());
      assertThat(stage.visits.header("access-token")).isEqualTo("t1");
    }
  }

  @Test
  void wechat_wants_a_fragment_and_a_secret_in_the_query_and_refreshes_elsewhere()
      throws IOException {
    var token = "GET https://api.weixin.qq.com/sns/oauth2/access_token";
    try (var stage = Stage.of("wechat").open()) {
      var page = stage.authorization();
      assertThat(page.getRawFragment()).isEqualTo("wechat_redirect");
      assertThat(Visits.query(page))
          .containsEntry("appid", Stage.CLIENT_ID)
          .doesNotContainKey("client_id");

      stage.visits.answer(token, 200, "{\"errcode\":40029,\"errmsg\":\"invalid code\"}");
      assertThat(stage.exchange(stage.callback(Map.of("code", "c"))))
          .isEqualTo(new TokenReply.Dead("invalid_grant"));

      // JSON under the name of plain text
      stage.visits.answer(
          token,
          _ ->
              new Page(
                  200,
                  "{\"access_token\":\"a\",\"expires_in\":7200,\"refresh_token\":\"r\",\"openid\":\"O1\",\"scope\":\"snsapi_login\",\"unionid\":\"U1\"}",
                  "text/plain"));
      var grant = stage.connect("c");
      assertThat(stage.visits.query())
          .isEqualTo(
              Map.of(
                  "grant_type",
                  "authorization_code",
                  "code",
                  "c",
                  "appid",
                  Stage.CLIENT_ID,
                  "secret",
                  Stage.SECRET));
      assertThat(stage.visits.body()).isEmpty();

      stage.visits.answer(
          "GET https://api.weixin.qq.com/sns/oauth2/refresh_token",
          200,
          "{\"access_token\":\"b\",\"expires_in\":7200,\"refresh_token\":\"r\",\"openid\":\"O1\"}");
      assertThat(Stage.text(Stage.granted(stage.refresh("r")).accessToken())).isEqualTo("b");
      assertThat(stage.visits.query())
          .isEqualTo(
              Map.of(
                  "grant_type", "refresh_token", "refresh_token", "r", "appid", Stage.CLIENT_ID));
      assertThat(stage.account(grant).map(account -> account.id())).contains("O1");
    }
  }

  @Test
  void facebook_turns_a_short_token_into_a_long_one_and_has_no_refresh_token() throws IOException {
    var token = "GET https://graph.facebook.com/v22.0/oauth/access_token";
    try (var stage = Stage.of("facebook").open()) {
      assertThat(Visits.query(stage.authorization()))
          .containsEntry("scope", "public_profile,email");

      stage.visits.answer(
          "POST https://graph.facebook.com/v22.0/oauth/access_token",
          200,
          "{\"access_token\":\"short\",\"token_type\":\"bearer\",\"expires_in\":5183}");
      stage.visits.answer(
          token,
          200,
          "{\"access_token\":\"long\",\"token_type\":\"bearer\",\"expires_in\":5183944}");
      var grant = stage.connect("c");
      assertThat(stage.visits.query())
          .isEqualTo(
              Map.of(
                  "grant_type",
                  "fb_exchange_token",
                  "client_id",
                  Stage.CLIENT_ID,
                  "client_secret",
                  Stage.SECRET,
                  "fb_exchange_token",
                  "short"));
      assertThat(Stage.text(grant.accessToken())).isEqualTo("long");
      assertThat(grant.lifetime()).contains(Duration.ofSeconds(5183944));
      assertThat(grant.refreshToken()).isEmpty();

      var me = "DELETE https://graph.facebook.com/v22.0/me/permissions";
      stage.visits.answer(me, 200, "{\"success\":true}");
      assertThat(stage.revoke(grant)).isEqualTo(new RevocationReply.Revoked());
      assertThat(stage.visits.header("authorization")).isEqualTo("Bearer long");
      stage.visits.answer(
          me,
          401,
          "{\"error\":{\"message\":\"The session was invalidated\",\"type\":\"OAuthException\",\"code\":190}}");
      assertThat(stage.revoke(grant)).isEqualTo(new RevocationReply.Revoked());

      stage.visits.answer(
          "POST https://graph.facebook.com/v22.0/oauth/access_token",
          400,
          "{\"error\":{\"message\":\"Error validating application.\",\"type\":\"OAuthException\",\"code\":101}}");
      assertThat(stage.exchange(stage.callback(Map.of("code", "c"))))
          .isEqualTo(new TokenReply.OursIsWrong("invalid_client"));
    }
  }

  @Test
  void instagram_sticks_junk_to_the_code_and_wraps_the_first_answer() throws IOException {
    meta(
        "instagram",
        "POST https://api.instagram.com/oauth/access_token",
        "{\"data\":[{\"access_token\":\"short\",\"user_id\":\"178\",\"permissions\":\"instagram_business_basic\"}]}",
        "https://graph.instagram.com",
        "ig");
  }

  @Test
  void threads_exchanges_its_hour_by_get_and_renews_with_the_token_itself() throws IOException {
    meta(
        "threads",
        "POST https://graph.threads.net/oauth/access_token",
        "{\"access_token\":\"short\",\"user_id\":178}",
        "https://graph.threads.net",
        "th");
  }

  private static void meta(String id, String token, String first, String graph, String prefix)
      throws IOException {
    try (var stage = Stage.of(id).open()) {
      stage.visits.answer(token, 200, first);
      stage.visits.answer(
          "GET " + graph + "/access_token",
          200,
          "{\"access_token\":\"long\",\"token_type\":\"bearer\",\"expires_in\":5184000}");
      var grant = stage.connect("c#_");

      assertThat(stage.visits.lines()).containsExactly(token, "GET " + graph + "/access_token");
      assertThat(stage.visits.query())
          .isEqualTo(
              Map.of(
                  "grant_type",
                  prefix + "_exchange_token",
                  "client_secret",
                  Stage.SECRET,
                  "access_token",
                  "short"));
      assertThat(Stage.text(grant.accessToken())).isEqualTo("long");
      assertThat(grant.refreshToken().map(Stage::text)).contains("long");

      var renewal = "GET " + graph + "/refresh_access_token";
      stage.visits.answer(
          renewal,
          200,
          "{\"access_token\":\"longer\",\"token_type\":\"bearer\",\"expires_in\":5184000}");
      assertThat(Stage.text(Stage.granted(stage.refresh("long")).accessToken()))
          .isEqualTo("longer");
      assertThat(stage.visits.query())
          .isEqualTo(Map.of("grant_type", prefix + "_refresh_token", "access_token", "long"));

      stage.visits.answer(
          renewal,
          400,
          "{\"error\":{\"message\":\"Session has expired\",\"type\":\"OAuthException\",\"code\":190}}");
      assertThat(stage.refresh("longer")).isEqualTo(new TokenReply.Dead("invalid_grant"));
    }
  }
}
