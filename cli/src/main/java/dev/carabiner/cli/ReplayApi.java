package dev.carabiner.cli;

import dev.carabiner.server.base.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import tools.jackson.databind.JsonNode;

/// The application's back end. Keeps its bearer token until the house's clock has passed its end.
final class ReplayApi {
  static final String CLIENT_ID = "0123456789abcdef0123456789abcdef";
  static final String SECRET = "secretsecretsecretsecretsecretsecretsecret";
  private static final String SESSIONS = "/api/v1/connected_apps/sessions/";
  private static final Duration GOOD_FOR = Duration.ofMinutes(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private final InstantSource clock;
  private String bearer = "";
  private Instant fetched = Instant.MIN;

  ReplayApi(URI base, InstantSource clock) {
    this.base = base;
    this.clock = clock;
  }

  record Answer(int status, JsonNode json) {
    String text(String member) {
      return json.path(member).asString("");
    }

    String code() {
      return json.path("errors").path(0).path("code").asString("");
    }
  }

  Answer link(String key, String user) {
    return call("GET", "/api/v1/connected_apps/auth_url?key_code_ref=" + key + "&user_id=" + user);
  }

  Answer read(String session) {
    return call("GET", "/api/v1/connected_apps/token?session_id=" + session);
  }

  Answer revoke(String session) {
    return call("POST", "/api/v1/connected_apps/revoke?session_id=" + session);
  }

  Answer show(String session) {
    return call("GET", SESSIONS + session);
  }

  private Answer call(String method, String path) {
    if (clock.instant().isAfter(fetched.plus(GOOD_FOR))) {
      bearer = token();
      fetched = clock.instant();
    }
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .method(method, BodyPublishers.noBody())
            .header("Authorization", "Bearer " + bearer)
            .header("Content-Type", "application/json")
            .build());
  }

  private String token() {
    var form =
        "grant_type=client_credentials&client_id=%s&client_secret=%s&audience=%s"
            .formatted(CLIENT_ID, SECRET, URLEncoder.encode(base + "/api", StandardCharsets.UTF_8));
    return send(HttpRequest.newBuilder(base.resolve("/oauth2/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build())
        .text("access_token");
  }

  private Answer send(HttpRequest request) {
    try {
      var response = http.send(request, BodyHandlers.ofString());
      return new Answer(response.statusCode(), Json.parse(response.body()).orElseGet(Json::object));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }
}
