package dev.carabiner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.carabiner.client.ApiClient;
import dev.carabiner.client.Session;
import dev.carabiner.client.SessionsApi;
import dev.carabiner.server.base.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class VerdictTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final String ALIVE = "2026-11-23T12:30:00Z";
  private static final String DEAD = "2026-11-23T11:30:00Z";

  private HttpServer server;
  private ObjectNode answer = Json.object();

  @BeforeEach
  void a_server_that_answers_one_session() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var body = Json.write(answer).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void a_working_session_tells_how_long_its_token_is_good() {
    assertThat(verdict("connected", ALIVE))
        .isEqualTo(
            "Works: connected since 2026-11-23T09:00:00Z; its token is good until " + ALIVE + ".");
  }

  @Test
  void refused_credentials_name_the_app_and_what_to_mend() {
    trouble().put("credentials_refused_since", "2026-11-23T11:00:00Z");
    assertThat(verdict("connected", DEAD))
        .isEqualTo(
            "Waits: its token ended at "
                + DEAD
                + ", and since 2026-11-23T11:00:00Z acme refuses the"
                + " client credentials of the app crm; mend its client-secret, and all its sessions"
                + " carry on by themselves.");
  }

  @Test
  void an_outage_is_named_with_the_next_try() {
    trouble().put("tries", 3).put("next_try", "2026-11-23T12:00:15Z");
    assertThat(verdict("connected", ALIVE))
        .isEqualTo(
            "Works from the stored token, good until "
                + ALIVE
                + "; acme did not renew it at the last"
                + " 3 tries; it is asked again at 2026-11-23T12:00:15Z or later, nothing to do.");
  }

  @Test
  void a_refresh_in_doubt_and_one_denied_once_are_told_as_such() {
    trouble().put("tries", 1).put("in_doubt_since", "2026-11-23T11:59:00Z");
    assertThat(verdict("connected", ALIVE))
        .contains("since 2026-11-23T11:59:00Z we wait for an answer of acme");
    trouble().put("tries", 1).put("denied_since", "2026-11-23T11:59:00Z");
    assertThat(verdict("connected", ALIVE))
        .contains("acme said once, at 2026-11-23T11:59:00Z, that the grant is no longer valid");
  }

  @Test
  void a_dead_grant_whose_token_lives_works_until_then() {
    answer.put("reason", "grant_revoked").put("reason_text", "The grant is gone.");
    assertThat(verdict("needs_reconnect", ALIVE))
        .startsWith("Works until " + ALIVE + " and no longer (The grant is gone); the last token")
        .endsWith("send the user the link of `carabiner sessions reconnect-link id`.");
  }

  @Test
  void a_session_that_never_worked_has_its_remedy() {
    answer
        .put("reason", "link_expired")
        .put("reason_text", "Nobody finished.")
        .put("remedy", "Make another.");
    assertThat(verdict("expired", DEAD))
        .endsWith("was not finished (Nobody finished); Make another.");
  }

  @Test
  void every_receipt_has_words() {
    answer
        .putObject("revocation")
        .put("receipt", "failed")
        .put("since", DEAD)
        .put("tries", 40)
        .put("reason", "invalid_request")
        .put("page", "https://acme.example/apps");
    assertThat(verdict("revoked", DEAD))
        .isEqualTo(
            "Works no more: it was revoked; at "
                + DEAD
                + ", the provider refused, failed 40 times"
                + " (invalid_request), see https://acme.example/apps; to connect again, make a new"
                + " link for the user.");
  }

  private ObjectNode trouble() {
    return answer.putObject("refresh").put("tries", 0);
  }

  private String verdict(String state, String tokenEnd) {
    answer
        .put("session_id", "id")
        .put("state", state)
        .put("key_code_ref", "crm")
        .put("provider", "acme")
        .put("created_at", "2026-11-23T08:00:00Z")
        .put("connected_at", "2026-11-23T09:00:00Z")
        .put("refreshed_at", "2026-11-23T11:00:00Z")
        .put("access_token_expiry", tokenEnd);
    return Verdict.of(session(), NOW);
  }

  private Session session() {
    var url = "http://127.0.0.1:" + server.getAddress().getPort();
    var client = ApiClient.builder().baseUrl(url).accessToken("token").build();
    return new SessionsApi(client).getSession("id");
  }
}
