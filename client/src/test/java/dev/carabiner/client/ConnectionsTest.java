package dev.carabiner.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.client.FinishOutcome.Failed;
import dev.carabiner.client.FinishOutcome.Finished;
import dev.carabiner.client.FinishOutcome.NotYours;
import dev.carabiner.client.StubServer.Reply;
import dev.carabiner.client.TokenOutcome.Ready;
import dev.carabiner.client.TokenOutcome.ReconnectRequired;
import dev.carabiner.client.TokenOutcome.TryLater;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

  @Test
  void a_living_token_is_ready() {
    Reply token =
        Reply.json(
            200,
            "{\"access_token\":\"t\",\"access_token_expiry\":\"2026-11-23T23:22:36Z\",\"new\":1}");
    TokenOutcome outcome = asking(connections -> connections.token("s"), token);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Ready.class,
            ready -> {
              assertThat(ready.accessToken()).isEqualTo("t");
              assertThat(ready.expiresAt())
                  .contains(java.time.Instant.parse("2026-11-23T23:22:36Z"));
              assertThat(ready.toString()).doesNotContain("=t").contains("hidden");
            });
  }

  @Test
  void each_expected_ending_is_a_value() {
    assertThat(token(Reply.error(400, "SESSION_PENDING"))).isEqualTo(new TokenOutcome.Pending());
    assertThat(token(Reply.error(400, "INVALID_SESSION")))
        .isEqualTo(new ReconnectRequired(Reason.INVALID_SESSION));
    assertThat(token(Reply.error(400, "RECONNECT_REQUIRED")))
        .isEqualTo(new ReconnectRequired(Reason.NOT_GIVEN));
    assertThat(
            token(
                Reply.json(
                    400,
                    "{\"errors\":[{\"code\":\"RECONNECT_REQUIRED\",\"reason\":\"tomorrows_word\"}]}")))
        .isEqualTo(new ReconnectRequired(new Reason("tomorrows_word")));
    assertThat(token(Reply.error(503, "PROVIDER_UNAVAILABLE").with("Retry-After", "12")))
        .isEqualTo(new TryLater(Duration.ofSeconds(12)));
    assertThat(token(Reply.error(429, "RATE_LIMITED")))
        .isEqualTo(new TryLater(Duration.ofSeconds(5)));
  }

  @Test
  void an_unexpected_ending_is_an_exception() {
    assertThatThrownBy(() -> token(Reply.error(403, "SCOPE_MISSING")))
        .isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> token(Reply.error(500, ""))).isInstanceOf(ApiException.class);
  }

  @Test
  void finish_hands_over_the_users_own_connected_session() {
    assertThat(finish(session("connected", "\"56\"", "null"), "56"))
        .isInstanceOfSatisfying(
            Finished.class, done -> assertThat(done.session().sessionId()).isEqualTo("s 1/2"));
  }

  @Test
  void finish_gives_nobody_elses_session_away() {
    for (String owner :
        List.of("\"57\"", "\"056\"", "\"56 \"", "\"5６\"", "null", "\"\"", "[\"56\"]")) {
      for (String state : List.of("connected", "pending", "expired")) {
        assertThat(finish(session(state, owner, "null"), "56")).isEqualTo(new NotYours());
      }
    }
  }

  @Test
  void finish_compares_case_and_composition() {
    assertThat(finish(session("connected", "\"Zo\\u00eb\"", "null"), "Zoe\u0308"))
        .isEqualTo(new NotYours());
    assertThat(finish(session("connected", "\"ada\"", "null"), "Ada")).isEqualTo(new NotYours());
  }

  @Test
  void finish_tells_what_is_not_done_and_what_failed() {
    assertThat(finish(session("pending", "\"56\"", "null"), "56"))
        .isEqualTo(new FinishOutcome.Pending());
    assertThat(finish(session("expired", "\"56\"", "\"access_denied\""), "56"))
        .isEqualTo(new Failed(Reason.ACCESS_DENIED));
    assertThat(finish(session("revoked", "\"56\"", "null"), "56"))
        .isEqualTo(new Failed(Reason.NOT_GIVEN));
    assertThat(finish(Reply.error(400, "INVALID_SESSION"), "56"))
        .isEqualTo(new Failed(Reason.INVALID_SESSION));
  }

  @Test
  void finish_for_an_organisation_wants_a_session_without_a_user() {
    Function<Connections, FinishOutcome> ours =
        connections -> connections.finishForOrganization("s 1/2", "org_1");
    assertThat(asking(ours, session("connected", "null", "null"))).isInstanceOf(Finished.class);
    assertThat(asking(ours, session("connected", "\"56\"", "null"))).isEqualTo(new NotYours());
  }

  @Test
  void finish_says_that_kindes_cloud_cannot_do_it() {
    for (String body :
        List.of("{\"errors\":{\"code\":\"ROUTE_NOT_FOUND\",\"message\":\"No.\"}}", "<html>")) {
      assertThatThrownBy(() -> finish(Reply.json(404, body), "56"))
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("Kinde's cloud has no such call");
    }
  }

  @Test
  void complete_confirms_and_then_finishes() {
    try (var server =
        StubServer.answering(
            Reply.json(200, "{\"message\":\"Success\",\"code\":\"OK\"}"),
            session("connected", "\"56\"", "null"))) {
      var connections = new Connections(server.client().build());
      assertThat(connections.complete("s 1/2", "c", "56")).isInstanceOf(Finished.class);
      assertThat(server.asked().get(0).path()).isEqualTo("/api/v1/connected_apps/complete");
      assertThat(server.asked().get(0).body())
          .isEqualTo("{\"session_id\":\"s 1/2\",\"connect_code\":\"c\",\"user_id\":\"56\"}");
      assertThat(server.asked().get(1).path())
          .isEqualTo("/api/v1/connected_apps/sessions/s%201%2F2");
    }
  }

  @Test
  void a_burned_code_is_a_failure_and_asks_no_further() {
    try (var server = StubServer.answering(Reply.error(400, "INVALID_SESSION"))) {
      var connections = new Connections(server.client().build());
      assertThat(connections.complete("s", "c", "56"))
          .isEqualTo(new Failed(Reason.INVALID_SESSION));
      assertThat(server.asked()).hasSize(1);
    }
  }

  @Test
  void links_and_revocation_go_the_plain_way() {
    Reply link = Reply.json(200, "{\"url\":\"https://u\",\"session_id\":\"s\"}");
    var expected = new ConnectedAppsAuthUrl("https://u", "s");
    ConnectedAppsAuthUrl made = asking(connections -> connections.link("sandbox", "56"), link);
    ConnectedAppsAuthUrl again = asking(connections -> connections.reconnectLink("s"), link);
    assertThat(List.of(made, again)).containsOnly(expected);
    try (var server =
        StubServer.answering(Reply.json(200, "{\"message\":\"Success\",\"code\":\"OK\"}"))) {
      new Connections(server.client().build()).revoke("s");
      assertThat(server.onlyAsked().path()).endsWith("/revoke");
    }
  }

  private static TokenOutcome token(Reply reply) {
    return asking(connections -> connections.token("s", Duration.ofMinutes(1)), reply);
  }

  private static FinishOutcome finish(Reply reply, String userId) {
    return asking(connections -> connections.finish("s 1/2", userId), reply);
  }

  private static <T> T asking(Function<Connections, T> question, Reply reply) {
    try (var server = StubServer.answering(reply)) {
      return question.apply(new Connections(server.client().retries(0).build()));
    }
  }

  private static Reply session(String state, String userId, String reason) {
    return Reply.json(
        200,
        """
        {"session_id": "s 1/2", "state": "%s", "user_id": %s, "org_code": "org_1", "reason": %s}\
        """
            .formatted(state, userId, reason));
  }
}
