package dev.carabiner.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carabiner.client.StubServer.Reply;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiExceptionTest {
  private static final String JWT =
      "eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJhenAiOiIwMTIzNDU2Nzg5In0.c2lnbmF0dXJlLXNpZ25hdHVyZQ";

  @Test
  void an_array_of_errors_is_read() {
    ApiException failure =
        tokenFails(
            Reply.json(
                400,
                """
                {"errors": [{"code": "RECONNECT_REQUIRED", "message": "Gone.", "reason": "grant_revoked", "more": [1]}]}\
                """));

    assertThat(failure.status()).isEqualTo(400);
    assertThat(failure.code()).isEqualTo("RECONNECT_REQUIRED");
    assertThat(failure.reason()).contains(Reason.GRANT_REVOKED);
    assertThat(failure)
        .hasMessage("400 RECONNECT_REQUIRED from GET /api/v1/connected_apps/token: Gone.");
  }

  @Test
  void an_object_of_errors_is_read() {
    ApiException failure =
        tokenFails(
            Reply.json(404, "{\"errors\":{\"code\":\"ROUTE_NOT_FOUND\",\"message\":\"No.\"}}"));

    assertThat(failure.code()).isEqualTo("ROUTE_NOT_FOUND");
    assertThat(failure).hasMessageEndingWith(": No.");
  }

  @Test
  void the_oauth_shape_is_read() {
    ApiException failure =
        tokenFails(
            Reply.json(403, "{\"error\":\"invalid_scope\",\"error_description\":\"Too much.\"}"));

    assertThat(failure.code()).isEqualTo("invalid_scope");
    assertThat(failure).hasMessageEndingWith(": Too much.");
  }

  @Test
  void a_page_of_a_proxy_leaves_the_status_to_tell() {
    ApiException failure =
        tokenFails(new Reply(502, Map.of("Content-Type", "text/html"), "<html>Bad gateway</html>"));

    assertThat(failure.status()).isEqualTo(502);
    assertThat(failure.code()).isEmpty();
    assertThat(failure.body()).isEqualTo("<html>Bad gateway</html>");
    assertThat(failure.headers().get("content-TYPE")).isEqualTo(List.of("text/html"));
    assertThat(failure).hasMessage("502 from GET /api/v1/connected_apps/token");
  }

  @Test
  void odd_error_bodies_end_in_the_status() {
    for (String body :
        List.of(
            "",
            "null",
            "[]",
            "7",
            "{",
            "{\"errors\":null}",
            "{\"errors\":[]}",
            "{\"errors\":[null,3]}",
            "{\"errors\":\"no\"}",
            "[".repeat(2000))) {
      ApiException failure = tokenFails(Reply.json(400, body));
      assertThat(failure.status()).isEqualTo(400);
      assertThat(failure.code()).as(body).isEmpty();
    }
  }

  @Test
  void a_token_in_the_servers_words_is_not_printed() {
    ApiException failure =
        tokenFails(
            Reply.json(
                401,
                "{\"errors\":[{\"code\":\"INVALID_TOKEN\",\"message\":\"Bad " + JWT + "\\n!\"}]}"));

    assertThat(printed(failure)).doesNotContain("eyJ").contains("Bad [hidden] !");
  }

  @Test
  void a_success_that_cannot_be_read_keeps_its_token_to_itself() {
    for (String body :
        List.of(
            "{\"access_token\":\"" + JWT,
            "{\"access_token\":" + JWT + "}",
            "{\"token\":\"" + JWT + "\"}",
            "{\"access_token\":{\"a\":\"" + JWT + "\"}}",
            JWT)) {
      ApiException failure = tokenFails(Reply.json(200, body));
      assertThat(failure.status()).isEqualTo(200);
      assertThat(failure.body()).isEmpty();
      assertThat(printed(failure)).doesNotContain("eyJ");
    }
  }

  @Test
  void a_redirect_is_not_followed() {
    try (var other = StubServer.answering(Reply.json(200, "{}"))) {
      ApiException failure = tokenFails(Reply.json(302, "").with("Location", other.url()));
      assertThat(failure.status()).isEqualTo(302);
      assertThat(other.asked()).isEmpty();
    }
  }

  @Test
  void no_answer_has_status_zero() {
    var client = ApiClient.builder().baseUrl("http://127.0.0.1:1").accessToken("t").retries(0);
    ApiException failure =
        catchThrowableOfType(
            ApiException.class,
            () -> new ConnectedAppsApi(client.build()).getConnectedAppToken("s"));

    assertThat(failure.status()).isZero();
    assertThat(failure.headers()).isEmpty();
    assertThat(failure)
        .hasMessage("GET /api/v1/connected_apps/token: cannot connect to http://127.0.0.1:1");
  }

  @Test
  void a_wait_is_read_in_seconds_as_a_date_and_from_kindes_header() {
    var now = java.time.Instant.parse("2026-11-23T10:00:00Z");
    assertThat(wait(Map.of("Retry-After", "7"), now)).isEqualTo(Duration.ofSeconds(7));
    assertThat(wait(Map.of("Retry-After", "Mon, 23 Nov 2026 10:01:30 GMT"), now))
        .isEqualTo(Duration.ofSeconds(90));
    assertThat(wait(Map.of("Retry-After", "Mon, 23 Nov 2026 09:00:00 GMT"), now))
        .isEqualTo(Duration.ZERO);
    assertThat(wait(Map.of("RateLimit-Reset", "9"), now)).isEqualTo(Duration.ofSeconds(9));
    assertThat(wait(Map.of("Retry-After", "soon"), now)).isNull();
    assertThat(wait(Map.of(), now)).isNull();
  }

  private static Duration wait(Map<String, String> headers, java.time.Instant now) {
    try (var server = StubServer.answering(new Reply(429, headers, ""))) {
      var client = server.client().retries(0).clock(() -> now).build();
      return catchThrowableOfType(
              ApiException.class, () -> new ConnectedAppsApi(client).getConnectedAppToken("s"))
          .retryAfter()
          .orElse(null);
    }
  }

  private static ApiException tokenFails(Reply reply) {
    try (var server = StubServer.answering(reply)) {
      var api = new ConnectedAppsApi(server.client().accessToken(JWT).build());
      return catchThrowableOfType(ApiException.class, () -> api.getConnectedAppToken("s"));
    }
  }

  private static String printed(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
