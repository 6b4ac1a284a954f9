package dev.carabiner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.sandbox.Application.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
  private final Sandbox sandbox =
      Sandbox.start(Application.automatic().withRotation(Rotation.strict()));
  private final Application application = new Application(sandbox);
  private String refreshToken = "";

  @BeforeEach
  void connect() {
    refreshToken = application.connect("openid offline_access").text("refresh_token");
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private void order(String json) {
    Reply reply = application.control("fail", json);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
  }

  private LedgerEntry lastRefresh() {
    var refreshes = sandbox.ledger().tokenRequests("refresh_token");
    return refreshes.get(refreshes.size() - 1);
  }

  @Test
  void a_status_is_answered_instead_so_many_times_and_the_token_stays_good() {
    order(
        "{\"endpoint\":\"token\",\"times\":2,\"status\":503,\"headers\":{\"Retry-After\":\"7\"}}");

    for (int i = 0; i < 2; i++) {
      Reply failed = application.refresh(refreshToken);
      assertThat(failed.status()).isEqualTo(503);
      assertThat(failed.header("Retry-After")).isEqualTo("7");
      assertThat(failed.body()).isEmpty();
      assertThat(lastRefresh().outcome().fault()).contains("status 503");
    }
    assertThat(application.refresh(refreshToken).status()).isEqualTo(200);
  }

  @Test
  void any_body_can_be_answered() {
    order(
        "{\"endpoint\":\"token\",\"body\":\"<h1>100% Oops</h1>\",\"content_type\":\"text/html\"}");
    Reply odd = application.refresh(refreshToken);

    assertThat(odd.status()).isEqualTo(200);
    assertThat(odd.body()).isEqualTo("<h1>100% Oops</h1>");
    assertThat(odd.header("Content-Type")).isEqualTo("text/html");
  }

  @Test
  void an_answer_can_be_replaced_after_the_token_was_rotated() {
    order("{\"endpoint\":\"token\",\"status\":500,\"handled\":true}");

    assertThat(application.refresh(refreshToken).status()).isEqualTo(500);
    assertThat(lastRefresh().outcome().fault()).contains("status 500, handled");
    assertThat(lastRefresh().outcome().tokens()).containsKey("refresh_token");
    assertThat(application.refresh(refreshToken).text("error")).isEqualTo("invalid_grant");
  }

  @Test
  void dropped_before_nothing_has_happened() {
    order("{\"endpoint\":\"token\",\"drop\":\"before\"}");

    assertThatThrownBy(() -> application.refresh(refreshToken))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(lastRefresh().status()).isEmpty();
    assertThat(lastRefresh().outcome().fault()).contains("drop before");
    assertThat(application.refresh(refreshToken).status()).isEqualTo(200);
  }

  @Test
  void dropped_after_the_token_is_rotated_and_nobody_was_told() {
    order("{\"endpoint\":\"token\",\"drop\":\"after\"}");

    assertThatThrownBy(() -> application.refresh(refreshToken))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(lastRefresh().status()).isEmpty();
    assertThat(lastRefresh().outcome().fault()).contains("drop after");
    assertThat(lastRefresh().outcome().tokens()).containsKey("refresh_token");
    assertThat(application.refresh(refreshToken).text("error")).isEqualTo("invalid_grant");
  }

  @Test
  void a_truncated_answer_promises_more_than_it_holds() {
    order("{\"endpoint\":\"token\",\"truncate\":true}");
    HttpRequest.Builder request =
        application
            .to("/token")
            .header("Authorization", Application.basic(Application.ID, Application.SECRET))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "grant_type=refresh_token&refresh_token=" + refreshToken));

    assertThatThrownBy(() -> Application.sending(request))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("fixed content-length");
    assertThat(lastRefresh().status()).contains(200);
    assertThat(lastRefresh().outcome().fault()).contains("truncate");
  }

  @Test
  void a_delayed_answer_comes_after_its_time() {
    order("{\"endpoint\":\"token\",\"delay_ms\":150}");
    long start = System.nanoTime();

    assertThat(application.refresh(refreshToken).status()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(149));
  }

  @Test
  void faults_are_used_up_in_order_and_only_by_what_they_fit() {
    order("{\"endpoint\":\"token\",\"grant_type\":\"refresh_token\",\"status\":502}");
    order("{\"endpoint\":\"revoke\",\"status\":503}");
    order("{\"endpoint\":\"any\",\"status\":504}");

    assertThat(application.refresh(refreshToken).status()).isEqualTo(502);
    assertThat(application.get("/jwks").status()).isEqualTo(504);
    assertThat(application.form("/revoke", Map.of("token", "a")).status()).isEqualTo(503);
    assertThat(sandbox.control().waitingFaults()).isZero();
    assertThat(application.connect("openid").status()).isEqualTo(200);
  }

  @Test
  void pages_and_control_never_fail() {
    order("{\"endpoint\":\"any\",\"times\":5,\"status\":500}");

    assertThat(application.get("/").status()).isEqualTo(200);
    assertThat(application.get("/control/ledger").status()).isEqualTo(200);
    assertThat(application.get("/nowhere").status()).isEqualTo(404);
    assertThat(sandbox.control().waitingFaults()).isEqualTo(5);
  }

  @Test
  void an_oauth_error_is_said_in_the_way_of_the_endpoint() {
    sandbox.control().fail(Fault.at(Endpoint.AUTHORIZE).error("temporarily_unavailable"));
    sandbox.control().fail(Fault.atToken("refresh_token").error("invalid_client"));
    Reply redirected = application.authorize(Application.request("openid"));
    Reply refused = application.refresh(refreshToken);

    assertThat(redirected.status()).isEqualTo(302);
    assertThat(redirected.redirect().first("error")).contains("temporarily_unavailable");
    assertThat(redirected.redirect().first("state")).contains("st&te");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.text("error")).isEqualTo("invalid_client");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "authorize",
        "consent",
        "revoke",
        "introspect",
        "userinfo",
        "discovery",
        "jwks",
        "resource"
      })
  void every_endpoint_can_fail(String endpoint) {
    Map<String, String> paths =
        Map.of(
            "discovery", "/.well-known/openid-configuration",
            "resource", "/api/me");
    String path = paths.getOrDefault(endpoint, "/" + endpoint);
    order("{\"endpoint\":\"" + endpoint + "\",\"status\":418}");

    boolean post = java.util.Set.of("consent", "revoke", "introspect").contains(endpoint);
    Reply reply = post ? application.form(path, Optional.empty(), "") : application.get(path);
    assertThat(reply.status()).isEqualTo(418);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|not a JSON object",
        "{|not a JSON object",
        "{}|endpoint is missing",
        "{\"endpoint\":\"tokens\"}|no endpoint tokens",
        "{\"endpoint\":\"control\"}|not for control",
        "{\"endpoint\":\"token\",\"time\":1}|unknown member time",
        "{\"endpoint\":\"token\",\"times\":0}|times is 1 to 10000",
        "{\"endpoint\":\"token\",\"times\":\"2\"}|times must be a whole number",
        "{\"endpoint\":\"token\",\"times\":1.5}|times must be a whole number",
        "{\"endpoint\":\"token\",\"status\":99}|status is 200 to 599",
        "{\"endpoint\":\"token\",\"status\":-1}|status is out of range",
        "{\"endpoint\":\"token\",\"headers\":{\"a\":1}}|object of strings",
        "{\"endpoint\":\"token\",\"headers\":{\"a b\":\"c\"}}|not a header",
        "{\"endpoint\":\"token\",\"headers\":{\"a\":\"b\\r\\nc: d\"}}|not a header",
        "{\"endpoint\":\"token\",\"headers\":{\"content-length\":\"3\"}}|counted, not ordered",
        "{\"endpoint\":\"token\",\"drop\":\"during\"}|before or after",
        "{\"endpoint\":\"token\",\"drop\":\"after\",\"truncate\":true}|exclude each other",
        "{\"endpoint\":\"token\",\"drop\":\"after\",\"status\":500}|carries no answer",
        "{\"endpoint\":\"token\",\"drop\":\"before\",\"handled\":true}|is not handled",
        "{\"endpoint\":\"token\",\"delay_ms\":-1}|at most ten minutes",
        "{\"endpoint\":\"token\",\"error\":\"Oh no\"}|small letters",
        "{\"endpoint\":\"token\",\"error\":\"a\",\"status\":400}|stands alone"
      })
  void an_order_that_makes_no_sense_is_told_why_and_not_queued(String json, String why) {
    Reply reply = application.control("fail", json);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text("error")).isEqualTo("invalid_request");
    assertThat(reply.text("error_description")).contains(why);
    assertThat(sandbox.control().waitingFaults()).isZero();
  }
}
