package dev.carabiner.server.breakers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.oauth.Account;
import dev.carabiner.server.oauth.CallbackAnswer;
import dev.carabiner.server.oauth.LocalProvider.Page;
import dev.carabiner.server.oauth.RevocationReply;
import dev.carabiner.server.oauth.TokenReply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Slack, GitHub, Notion, Atlassian, Basecamp, Vercel, DingTalk.
class WorkBreakersTest {
  private static final String SLACK =
      "{\"ok\":true,\"access_token\":\"xoxb-1\",\"token_type\":\"bot\",\"scope\":\"chat:write,users:read\",\"bot_user_id\":\"U0\",\"app_id\":\"A0\",\"team\":{\"name\":\"Acme\",\"id\":\"T1\"},\"enterprise\":null,\"authed_user\":{\"id\":\"U1\",\"scope\":\"search:read\",\"access_token\":\"xoxp-1\",\"token_type\":\"user\"}}";

  @Test
  void slack_splits_scopes_answers_two_tokens_and_says_no_with_status_200() throws IOException {
    var token = "POST https://slack.com/api/oauth.v2.access";
    try (var bot = Stage.of("slack").open();
        var user = Stage.of("slack").preferring("user").open()) {
      var asked =
          Visits.query(
              bot.authorization(
                  Map.of(
                      "bot", List.of("chat:write", "users:read"), "user", List.of("search:read"))));
      assertThat(asked)
          .containsEntry("scope", "chat:write,users:read")
          .containsEntry("user_scope", "search:read");

      bot.visits.answer(token, 200, SLACK);
      user.visits.answer(token, 200, SLACK);
      var ofBot = bot.connect("c");
      var ofUser = user.connect("c");
      assertThat(Stage.text(ofBot.accessToken())).isEqualTo("xoxb-1");
      assertThat(ofBot.scopes()).contains(List.of("chat:write", "users:read"));
      assertThat(Stage.text(ofUser.accessToken())).isEqualTo("xoxp-1");
      assertThat(ofUser.scopes()).contains(List.of("search:read"));
      assertThat(bot.kept("team_id") + bot.kept("user_id")).isEqualTo("T1U1");

      bot.visits.answer(token, 200, "{\"ok\":false,\"error\":\"invalid_refresh_token\"}");
      assertThat(bot.refresh("xoxe-1")).isEqualTo(new TokenReply.Dead("invalid_grant"));
      bot.visits.answer(token, 200, "{\"ok\":false,\"error\":\"bad_client_secret\"}");
      assertThat(bot.refresh("xoxe-1")).isEqualTo(new TokenReply.OursIsWrong("invalid_client"));

      var revoke = "POST https://slack.com/api/auth.revoke";
      bot.visits.answer(revoke, 200, "{\"ok\":true,\"revoked\":true}");
      assertThat(bot.revoke(ofBot)).isEqualTo(new RevocationReply.Revoked());
      assertThat(bot.visits.header("authorization")).isEqualTo("Bearer xoxb-1");
      bot.visits.answer(revoke, 200, "{\"ok\":false,\"error\":\"token_revoked\"}");
      assertThat(bot.revoke(ofBot)).isEqualTo(new RevocationReply.Revoked());
      bot.visits.answer(revoke, 200, "{\"ok\":true,\"revoked\":false}");
      assertThat(bot.revoke(ofBot)).isInstanceOf(RevocationReply.Refused.class);
    }
  }

  @Test
  void github_answers_a_form_to_who_does_not_ask_for_json_and_errors_with_status_200()
      throws IOException {
    var token = "POST https://github.com/login/oauth/access_token";
    try (var stage = Stage.of("github").open()) {
      stage.visits.answer(
          token,
          visit ->
              Objects.equals(visit.headers().get("accept"), "application/json")
                  ? new Page(
                      200,
                      "{\"access_token\":\"ghu_1\",\"expires_in\":28800,\"refresh_token\":\"ghr_1\",\"refresh_token_expires_in\":15897600,\"scope\":\"\",\"token_type\":\"bearer\"}")
                  : new Page(406, "not asked for JSON"));
      var ofApp = stage.connect("c");
      assertThat(ofApp.lifetime()).contains(Duration.ofHours(8));
      assertThat(ofApp.refreshLifetime()).contains(Duration.ofDays(184));

      stage.visits.answer(
          token,
          _ ->
              new Page(
                  200,
                  "access_token=gho_1&scope=repo%2Cuser%3Aemail&token_type=bearer",
                  "application/x-www-form-urlencoded; charset=utf-8"));
      var endless = stage.connect("c");
      assertThat(Stage.text(endless.accessToken())).isEqualTo("gho_1");
      assertThat(endless.scopes()).contains(List.of("repo", "user:email"));
      assertThat(endless.lifetime()).isEmpty();
      assertThat(endless.refreshToken()).isEmpty();

      stage.visits.answer(
          token,
          200,
          "{\"error\":\"bad_verification_code\",\"error_description\":\"The code passed is incorrect or expired.\"}");
      assertThat(stage.exchange(stage.callback(Map.of("code", "c"))))
          .isEqualTo(new TokenReply.Dead("invalid_grant"));

      var revoke = "DELETE https://api.github.com/applications/the-client/token";
      stage.visits.answer(revoke, 204, "");
      assertThat(stage.revoke(endless)).isEqualTo(new RevocationReply.Revoked());
      // printf the-client:the-secret | base64
      assertThat(stage.visits.header("authorization"))
          .isEqualTo("Basic dGhlLWNsaWVudDp0aGUtc2VjcmV0");
      assertThat(stage.visits.body()).isEqualTo("{\"access_token\":\"gho_1\"}");
    }
  }

  @Test
  void notion_wants_json_with_basic_and_a_version_and_knows_no_scopes() throws IOException {
    try (var stage = Stage.of("notion").asking("read").open()) {
      assertThat(Visits.query(stage.authorization()))
          .containsEntry("owner", "user")
          .doesNotContainKey("scope");

      stage.visits.answer(
          "POST https://api.notion.com/v1/oauth/token",
          200,
          "{\"access_token\":\"ntn_1\",\"token_type\":\"bearer\",\"bot_id\":\"b1\",\"workspace_id\":\"w1\",\"workspace_name\":\"Acme\",\"owner\":{\"type\":\"user\"},\"duplicated_template_id\":null}");
      var grant = stage.connect("c");
      assertThat(stage.visits.header("authorization")).startsWith("Basic ");
      assertThat(stage.visits.header("notion-version")).isEqualTo("2022-06-28");
      assertThat(stage.visits.body())
          .startsWith("{\"grant_type\":\"authorization_code\",\"code\":\"c\",")
          .doesNotContain("client_id", "client_secret");
      assertThat(stage.kept("workspace_id")).isEqualTo("w1");

      stage.visits.answer("POST https://api.notion.com/v1/oauth/revoke", 200, "{}");
      assertThat(stage.revoke(grant)).isEqualTo(new RevocationReply.Revoked());
      assertThat(stage.visits.body())
          .isEqualTo("{\"token\":\"ntn_1\",\"token_type_hint\":\"access_token\"}");
      assertThat(stage.account(grant).map(Account::id)).hasValue("b1");
    }
  }

  @Test
  void atlassian_needs_an_audience_and_tells_its_sites_afterwards() throws IOException {
    try (var stage = Stage.of("atlassian").open()) {
      assertThat(Visits.query(stage.authorization()))
          .containsEntry("audience", "api.atlassian.com")
          .containsEntry("prompt", "consent")
          .containsEntry("scope", "read:me offline_access");

      stage.visits.answer(
          "POST https://auth.atlassian.com/oauth/token",
          200,
          "{\"access_token\":\"a\",\"expires_in\":3600,\"token_type\":\"Bearer\",\"refresh_token\":\"r1\",\"scope\":\"read:me offline_access\"}");
      stage.visits.answer(
          "GET https://api.atlassian.com/oauth/token/accessible-resources",
          200,
          "[{\"id\":\"1324a887\",\"url\":\"https://acme.atlassian.net\",\"name\":\"acme\",\"scopes\":[]},{\"id\":\"2f\",\"url\":\"https://b.atlassian.net\",\"name\":\"b\",\"scopes\":[]}]");
      var choice = stage.look(stage.connect("c"));
      assertThat(choice.candidates()).extracting(one -> one.id()).containsExactly("1324a887", "2f");
      assertThat(choice.isOpen()).isTrue();
      assertThat(stage.kept("site_url")).isEqualTo("https://acme.atlassian.net");

      stage.visits.answer(
          "POST https://auth.atlassian.com/oauth/token",
          200,
          "{\"access_token\":\"b\",\"expires_in\":3600,\"token_type\":\"Bearer\",\"refresh_token\":\"r2\"}");
      assertThat(Stage.granted(stage.refresh("r1")).refreshToken().map(Stage::text)).contains("r2");
    }
  }

  @Test
  void basecamp_speaks_a_draft_and_wants_to_know_who_calls() throws IOException {
    var token = "POST https://launchpad.37signals.com/authorization/token";
    try (var stage = Stage.of("basecamp").open()) {
      assertThat(Visits.query(stage.authorization())).containsEntry("type", "web_server");

      stage.visits.answer(
          token,
          visit ->
              visit.headers().containsKey("user-agent")
                  ? new Page(
                      200,
                      "{\"access_token\":\"a\",\"expires_in\":1209600,\"refresh_token\":\"r\"}")
                  : new Page(403, "who are you?"));
      stage.visits.answer(
          "GET https://launchpad.37signals.com/authorization.json",
          200,
          "{\"identity\":{\"id\":9999999},\"accounts\":[{\"product\":\"bc3\",\"id\":99999999,\"name\":\"Honcho\",\"href\":\"https://3.basecampapi.com/99999999\"}]}");
      var grant = stage.connect("c");
      assertThat(stage.visits.form()).containsEntry("type", "web_server");
      stage.look(grant);
      assertThat(stage.visits.header("authorization")).isEqualTo("Bearer a");
      assertThat(stage.visits.header("user-agent")).isEqualTo("Carabiner");
      assertThat(stage.kept("account_href")).isEqualTo("https://3.basecampapi.com/99999999");
      Stage.granted(stage.refresh("r"));
      assertThat(stage.visits.form()).containsEntry("type", "refresh");
    }
  }

  @Test
  void vercel_is_an_installation_page_and_is_revoked_by_uninstalling() throws IOException {
    try (var stage = Stage.of("vercel").variable("integration_slug", "acme-crm").open()) {
      assertThat(stage.authorization())
          .hasToString("https://vercel.com/integrations/acme-crm/new?state=the-state");

      stage.visits.answer(
          "POST https://api.vercel.com/v2/oauth/access_token",
          200,
          "{\"token_type\":\"Bearer\",\"access_token\":\"v\",\"installation_id\":\"icfg_1\",\"user_id\":\"u1\",\"team_id\":\"team_1\"}");
      var grant =
          stage.connect(
              Map.of(
                  "code",
                  "c",
                  "configurationId",
                  "icfg_1",
                  "teamId",
                  "team_1",
                  "next",
                  "https://vercel.com/n"));
      assertThat(stage.visits.form()).doesNotContainKey("code_verifier");
      assertThat(stage.kept("team_id")).isEqualTo("team_1");

      stage.visits.answer(
          "DELETE https://api.vercel.com/v1/integrations/configuration/icfg_1", 204, "");
      assertThat(stage.revoke(grant)).isEqualTo(new RevocationReply.Revoked());
      assertThat(stage.visits.header("authorization")).isEqualTo("Bearer v");
    }
  }

  @Test
  void dingtalk_speaks_camel_case_and_calls_the_code_auth_code() throws IOException {
    var token = "POST https://api.dingtalk.com/v1.0/oauth2/userAccessToken";
    try (var stage = Stage.of("dingtalk").open()) {
      assertThat(stage.callback(Map.of("code", "c"))).isInstanceOf(CallbackAnswer.Untrusted.class);

      stage.visits.answer(
          token,
          200,
          "{\"accessToken\":\"a\",\"refreshToken\":\"r\",\"expireIn\":7200,\"corpId\":\"ding1\"}");
      var grant = stage.connect(Map.of("authCode", "c"));
      assertThat(stage.visits.body())
          .isEqualTo(
              "{\"grantType\":\"authorization_code\",\"code\":\"c\",\"clientId\":\"the-client\",\"clientSecret\":\"the-secret\"}");
      assertThat(grant.lifetime()).contains(Duration.ofHours(2));
      assertThat(stage.kept("corp_id")).isEqualTo("ding1");

      Stage.granted(stage.refresh("r"));
      assertThat(stage.visits.body())
          .contains("\"grantType\":\"refresh_token\",\"refreshToken\":\"r\"");
      stage.account(grant);
      assertThat(stage.visits.header("x-acs-dingtalk-access-token")).isEqualTo("a");
      assertThat(stage.visits.header("authorization")).isEmpty();

      stage.visits.answer(
          token,
          400,
          "{\"code\":\"invalidParameter.authCode.notFound\",\"message\":\"not found\",\"requestid\":\"x\"}");
      assertThat(stage.exchange(stage.callback(Map.of("authCode", "c"))))
          .isEqualTo(new TokenReply.Refused("invalidParameter.authCode.notFound"));
    }
  }
}
