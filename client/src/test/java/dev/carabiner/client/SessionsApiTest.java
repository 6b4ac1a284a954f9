package dev.carabiner.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.client.StubServer.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionsApiTest {
  private static final String WHOLE =
      """
      {"session_id": "s1", "state": "needs_reconnect", "reason": "grant_revoked",
       "reason_text": "The user withdrew it.", "key_code_ref": "acme", "app_name": "Acme",
       "provider": "acme-id", "user_id": "56", "org_code": "org_1",
       "account": {"id": "a1", "name": "Ada", "email": null},
       "granted_scopes": ["openid"], "missing_scopes": ["email"],
       "access_token_expiry": "2026-11-23T11:00:00Z", "grant_expiry": null,
       "superseded_by": "s2", "created_at": "2026-11-20T10:00:00Z",
       "connected_at": "2026-11-20T10:01:00.5Z", "refreshed_at": "2026-11-23T12:00:00+02:00",
       "values": {"subdomain": "acme"}, "metadata": {"team": "7"}, "of_tomorrow": {"x": [1]}}\
      """;

  @Test
  void a_session_is_read_whole() {
    try (var server = StubServer.answering(Reply.json(200, WHOLE))) {
      Session session = api(server).getSession("s1");

      assertThat(server.onlyAsked().path()).isEqualTo("/api/v1/connected_apps/sessions/s1");
      assertThat(session.sessionId()).isEqualTo("s1");
      assertThat(session.state()).isEqualTo(SessionState.NEEDS_RECONNECT);
      assertThat(session.reason()).contains(Reason.GRANT_REVOKED);
      assertThat(session.reasonText()).contains("The user withdrew it.");
      assertThat(session.keyCodeRef()).isEqualTo("acme");
      assertThat(session.appName()).isEqualTo("Acme");
      assertThat(session.provider()).isEqualTo("acme-id");
      assertThat(session.userId()).contains("56");
      assertThat(session.orgCode()).contains("org_1");
      assertThat(session.account().orElseThrow().name()).contains("Ada");
      assertThat(session.account().orElseThrow().email()).isEmpty();
      assertThat(session.grantedScopes()).containsExactly("openid");
      assertThat(session.missingScopes()).containsExactly("email");
      assertThat(session.accessTokenExpiry()).contains(Instant.parse("2026-11-23T11:00:00Z"));
      assertThat(session.grantExpiry()).isEmpty();
      assertThat(session.supersededBy()).contains("s2");
      assertThat(session.createdAt()).contains(Instant.parse("2026-11-20T10:00:00Z"));
      assertThat(session.connectedAt()).contains(Instant.parse("2026-11-20T10:01:00.5Z"));
      assertThat(session.refreshedAt()).contains(Instant.parse("2026-11-23T10:00:00Z"));
      assertThat(session.values()).isEqualTo(Map.of("subdomain", "acme"));
      assertThat(session.metadata()).isEqualTo(Map.of("team", "7"));
      assertThat(session).hasToString("Session[sessionId=s1, state=needs_reconnect]");
    }
  }

  @Test
  void a_session_of_nulls_is_read_too() {
    String bare =
        "{\"session_id\":\"s1\",\"state\":\"of_tomorrow\",\"account\":null,\"user_id\":null,"
            + "\"granted_scopes\":null,\"connected_at\":null,\"metadata\":null}";
    try (var server = StubServer.answering(Reply.json(200, bare))) {
      Session session = api(server).getSession("s1");
      assertThat(session.state()).isEqualTo(new SessionState("of_tomorrow"));
      assertThat(session.account()).isEmpty();
      assertThat(session.userId()).isEmpty();
      assertThat(session.grantedScopes()).isEmpty();
      assertThat(session.connectedAt()).isEmpty();
      assertThat(session.metadata()).isEmpty();
    }
  }

  @Test
  void an_answer_without_a_session_is_refused() {
    for (String body :
        List.of(
            "{}",
            "{\"session_id\":\"s\"}",
            "{\"session_id\":\"s\",\"state\":\"connected\",\"created_at\":\"x\"}")) {
      try (var server = StubServer.answering(Reply.json(200, body))) {
        assertThatThrownBy(() -> api(server).getSession("s"))
            .isInstanceOf(ApiException.class)
            .hasMessageContaining("the answer");
      }
    }
  }

  @Test
  void pages_are_asked_for_with_every_filter() {
    Reply first = Reply.json(200, "{\"sessions\":[" + WHOLE + "],\"next_cursor\":\"c+/=\"}");
    Reply last = Reply.json(200, "{\"sessions\":[],\"next_cursor\":null}");
    try (var server = StubServer.answering(first, last)) {
      SessionQuery query =
          SessionQuery.all()
              .ofUser("5 6&")
              .ofOrganization("org_1")
              .ofApp("acme")
              .in(SessionState.CONNECTED)
              .in(SessionState.NEEDS_RECONNECT);
      SessionPage page = api(server).listSessions(query);
      assertThat(page.sessions()).hasSize(1);
      SessionPage end = api(server).listSessions(query.after(page.nextCursor().orElseThrow()));
      assertThat(end).isEqualTo(new SessionPage(List.of(), java.util.Optional.empty()));

      assertThat(server.asked().get(0).decodedQuery())
          .containsExactly(
              "user_id=5 6&",
              "org_code=org_1",
              "key_code_ref=acme",
              "state=connected",
              "state=needs_reconnect");
      assertThat(server.asked().get(1).decodedQuery()).endsWith("cursor=c+/=");
    }
  }

  @Test
  void a_refused_token_is_reported_and_the_session_comes_back() {
    try (var server = StubServer.answering(Reply.json(200, WHOLE))) {
      assertThat(api(server).report("s1").state()).isEqualTo(SessionState.NEEDS_RECONNECT);
      assertThat(server.onlyAsked().method()).isEqualTo("POST");
      assertThat(server.onlyAsked().path()).isEqualTo("/api/v1/connected_apps/sessions/s1/report");
      assertThat(server.onlyAsked().body()).isEqualTo("{\"status\":401}");
    }
  }

  @Test
  void metadata_goes_as_json() {
    try (var server = StubServer.answering(Reply.json(200, WHOLE))) {
      api(server).updateMetadata("s1", Map.of("team", "7 \"é\""));
      assertThat(server.onlyAsked().method()).isEqualTo("PATCH");
      assertThat(server.onlyAsked().header("Content-type")).isEqualTo("application/json");
      assertThat(server.onlyAsked().body()).isEqualTo("{\"metadata\":{\"team\":\"7 \\\"é\\\"\"}}");
    }
  }

  @Test
  void a_reconnect_link_says_what_was_chosen() {
    try (var server =
        StubServer.answering(Reply.json(200, "{\"url\":\"https://u\",\"session_id\":\"s1\"}"))) {
      ConnectedAppsAuthUrl link =
          api(server)
              .reconnect(
                  "s1",
                  ReconnectOptions.none()
                      .withAnyAccount()
                      .withOverrideCallbackUrl("https://app.example.com/x")
                      .withUserLabel("Ada")
                      .withAppState("7"));
      assertThat(link).isEqualTo(new ConnectedAppsAuthUrl("https://u", "s1"));
      assertThat(server.onlyAsked().path())
          .isEqualTo("/api/v1/connected_apps/sessions/s1/reconnect");
      assertThat(server.onlyAsked().body())
          .isEqualTo(
              "{\"allow_other_account\":true,\"override_callback_url\":\"https://app.example.com/x\","
                  + "\"user_label\":\"Ada\",\"app_state\":\"7\"}");
    }
  }

  @Test
  void an_organisation_completes_under_its_own_name() {
    try (var server =
        StubServer.answering(Reply.json(200, "{\"message\":\"Success\",\"code\":\"OK\"}"))) {
      assertThat(api(server).completeForOrganization("s1", "c", "org_1"))
          .isEqualTo(new ApiResult("Success", "OK"));
      assertThat(server.onlyAsked().body())
          .isEqualTo("{\"session_id\":\"s1\",\"connect_code\":\"c\",\"org_code\":\"org_1\"}");
    }
  }

  @Test
  void a_deleted_user_is_counted_whatever_their_id() {
    try (var server = StubServer.answering(Reply.json(200, "{\"sessions\":3}"))) {
      assertThat(api(server).deleteUser("..")).isEqualTo(3);
      assertThat(api(server).deleteUser("a/b c?é")).isEqualTo(3);
      assertThat(server.asked().get(0).method()).isEqualTo("DELETE");
      assertThat(server.asked().get(0).path()).isEqualTo("/api/v1/connected_apps/users/%2E%2E");
      assertThat(server.asked().get(1).path())
          .isEqualTo("/api/v1/connected_apps/users/a%2Fb%20c%3F%C3%A9");
    }
  }

  @Test
  void sessions_are_revoked_together_page_by_page_with_a_report_on_each() {
    var page =
        "{\"sessions\":[{\"session_id\":\"s\",\"outcome\":\"revoked\",\"revocation\":{\"receipt\":\"queued\","
            + "\"since\":\"2026-11-23T22:22:36Z\",\"tries\":0,\"next_try\":null,\"reason\":null,\"page\":null}},"
            + "{\"session_id\":\"t\",\"outcome\":\"revoked\",\"revocation\":null}],\"next_cursor\":\"c\"}";
    try (var server = StubServer.answering(Reply.json(200, page))) {
      var which =
          SessionsToRevoke.where()
              .ofApp("crm")
              .connectedAfter(java.time.Instant.EPOCH)
              .in(java.util.List.of(SessionState.CONNECTED));
      var revoked = api(server).revokeSessions(which, java.util.Optional.of("b"));

      assertThat(revoked.nextCursor()).contains("c");
      assertThat(revoked.sessions().get(0).revocation().orElseThrow().hasEnded()).isFalse();
      assertThat(revoked.sessions().get(1).revocation()).isEmpty();
      assertThat(server.asked().get(0).body())
          .isEqualTo(
              "{\"key_code_ref\":\"crm\",\"connected_after\":\"1970-01-01T00:00:00Z\","
                  + "\"state\":[\"connected\"],\"dry_run\":false,\"cursor\":\"b\"}");
    }
  }

  @Test
  void a_404_that_names_something_else_stays_what_it_is() {
    try (var server = StubServer.answering(Reply.error(404, "SOMETHING_ELSE"))) {
      assertThatThrownBy(() -> api(server).getSession("s"))
          .isInstanceOf(ApiException.class)
          .hasMessage("404 SOMETHING_ELSE from GET /api/v1/connected_apps/sessions/s: No.");
    }
  }

  @Test
  void empty_ids_never_leave_the_program() {
    try (var server = StubServer.answering(Reply.json(200, "{}"))) {
      assertThatThrownBy(() -> api(server).getSession(""))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("sessionId is empty");
      assertThatThrownBy(() -> api(server).deleteUser(""))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(server.asked()).isEmpty();
    }
  }

  private static SessionsApi api(StubServer server) {
    return new SessionsApi(server.client().build());
  }
}
