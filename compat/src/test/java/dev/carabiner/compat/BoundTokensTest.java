package dev.carabiner.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.client.SessionState;
import dev.carabiner.server.base.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// A certified provider that binds tokens to keys (RFC 9449) and wants nonces of its own.
@Tag("real")
class BoundTokensTest {
  private static final URI CALLBACK = URI.create("http://127.0.0.1:9/connected");
  private static final Duration LIFETIME = Duration.ofSeconds(6);
  private static final int UNAUTHORIZED = 401;

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private CertifiedProvider provider;
  private Installation installation;
  private String machineToken = "";

  @BeforeEach
  void open() {
    var url = Loopback.free("127.0.0.1");
    provider = CertifiedProvider.binding(Installation.redirect(url, "notes"), LIFETIME);
    installation =
        Installation.start(
            folder,
            url,
            provider.issuer(),
            "dpop: required",
            """
            - key: notes
              provider: outside
              client-id: carabiner
              client-secret: provider-secret
              scopes: [openid, offline_access]
              authorization-params: {prompt: consent}
              callback-url: %s
            """
                .formatted(CALLBACK));
    var form =
        "grant_type=client_credentials&client_id=%s&client_secret=%s"
            .formatted(Installation.CLIENT_ID, Installation.SECRET);
    machineToken =
        send(HttpRequest.newBuilder(url.resolve("/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)))
            .path("access_token")
            .asString();
  }

  @AfterEach
  void close() {
    http.close();
    installation.close();
    provider.close();
  }

  @Test
  void tokens_open_what_is_protected_with_a_proof_before_and_after_a_refresh() {
    var started = installation.api.getConnectedAppAuthUrl("notes", "56");
    var session = started.sessionId();
    assertThat(new Browser().connect(URI.create(started.url()), CALLBACK))
        .hasToString(CALLBACK + "?session_id=" + session);
    assertThat(provider.count("granted authorization_code")).isEqualTo(1);

    var first = opens(session);
    assertThat(provider.resource().opensFor(first)).isFalse();

    Eventually.holds("the token is another", () -> !first.equals(opens(session)));
    assertThat(provider.count(CertifiedProvider.REFRESH)).isPositive();
    assertThat(provider.events()).noneMatch(event -> event.endsWith("invalid_grant"));
    assertThat(provider.count(CertifiedProvider.REVOKED)).isZero();
    assertThat(installation.state(session)).isEqualTo(SessionState.CONNECTED);
  }

  /// Uses the session's token as an application does, and gives it.
  private String opens(String session) {
    var proven = prove(session, Json.object());
    var answer = use(proven);
    if (answer.statusCode() == UNAUTHORIZED) {
      var nonce = answer.headers().firstValue("DPoP-Nonce").orElseThrow();
      proven = prove(session, Json.object().put("nonce", nonce));
      answer = use(proven);
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(Json.parseObject(answer.body()).orElseThrow().path("sub").asString())
        .isEqualTo("ada");
    return proven.path("access_token").asString();
  }

  private HttpResponse<String> use(ObjectNode proven) {
    var scheme = proven.path("token_type").asString();
    assertThat(scheme).isEqualTo("DPoP");
    return answer(
        HttpRequest.newBuilder(provider.resource().address())
            .header("Authorization", scheme + " " + proven.path("access_token").asString())
            .header("DPoP", proven.path("dpop").asString()));
  }

  private ObjectNode prove(String session, ObjectNode use) {
    var body = use.put("method", "GET").put("url", provider.resource().address().toString());
    var place = "/api/v1/connected_apps/sessions/" + session + "/dpop";
    return send(
        HttpRequest.newBuilder(installation.url().resolve(place))
            .header("Authorization", "Bearer " + machineToken)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Json.write(body))));
  }

  private ObjectNode send(HttpRequest.Builder request) {
    var answer = answer(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.parseObject(answer.body()).orElseThrow();
  }

  private HttpResponse<String> answer(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }
}
