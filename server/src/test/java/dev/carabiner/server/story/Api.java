package dev.carabiner.server.story;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.openapi.OpenApiContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;

/// Calls the machine API as an application's back end does, and holds every answer against the
/// OpenAPI document.
final class Api {
  private static final OpenApiContract CONTRACT = new OpenApiContract();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private final URI base;
  private final Optional<String> bearer;
  private final boolean ours;
  private final AtomicReference<String> kept = new AtomicReference<>("");

  Api(URI base) {
    this(base, Optional.empty(), true);
  }

  private Api(URI base, Optional<String> bearer, boolean ours) {
    this.base = base;
    this.bearer = bearer;
    this.ours = ours;
  }

  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    JsonNode json() {
      return Json.parse(response.body())
          .orElseThrow(() -> new AssertionError("not JSON: " + response.body()));
    }

    String text(String member) {
      return json().path(member).asString();
    }

    String code() {
      return json().path("errors").path(0).path("code").asString();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  /// The same at another server, whose answers are not held against our document.
  Api at(URI other) {
    return new Api(other, bearer, false);
  }

  /// The same at another node, with a token of the first.
  Api sameAt(int port) {
    var token = token(House.CLIENT_ID, House.SECRET).text("access_token");
    return new Api(URI.create("http://127.0.0.1:" + port), Optional.of(token), ours);
  }

  Api withBearer(String token) {
    return new Api(base, Optional.of(token), ours);
  }

  /// The same as that machine client.
  Api as(String clientId) {
    return withBearer(token(clientId, House.SECRET).text("access_token"));
  }

  Answer token(String clientId, String secret) {
    var form =
        "grant_type=client_credentials&client_id="
            + clientId
            + "&client_secret="
            + secret
            + "&audience="
            + URLEncoder.encode(base + "/api", StandardCharsets.UTF_8);
    var request =
        HttpRequest.newBuilder(base.resolve("/oauth2/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    return send(request.build());
  }

  Answer get(String path) {
    return call("GET", path, "");
  }

  Answer post(String path) {
    return call("POST", path, "");
  }

  Answer post(String path, String json) {
    return call("POST", path, json);
  }

  Answer call(String method, String path, String body) {
    if (bearer.isPresent()) return call(method, path, body, bearer.get());
    var old = kept.get();
    if (!old.isEmpty()) {
      var answer = call(method, path, body, old);
      if (answer.status() != UNAUTHORIZED && answer.status() != FORBIDDEN) return answer;
    }
    var fresh = token(House.CLIENT_ID, House.SECRET).text("access_token");
    kept.set(fresh);
    return call(method, path, body, fresh);
  }

  private Answer call(String method, String path, String body, String token) {
    var request =
        HttpRequest.newBuilder(base.resolve(path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return send(
        request
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .build());
  }

  private Answer send(HttpRequest request) {
    try {
      var response = CLIENT.send(request, BodyHandlers.ofString());
      if (ours)
        CONTRACT.check(
            request.method(),
            request.uri().getRawPath(),
            response.statusCode(),
            response.headers().map(),
            response.body());
      return new Answer(response);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }
}
