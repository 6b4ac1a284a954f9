package dev.carabiner.compat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;

/// An application's back end that manages an [Installation] by its API, in bare HTTP.
final class BackEnd {
  private static final String ROOT = "/api/v1/connected_apps/";

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI server;
  private final String bearer;

  private BackEnd(URI server, String bearer) {
    this.server = server;
    this.bearer = bearer;
  }

  static BackEnd of(Installation installation) {
    var form =
        "grant_type=client_credentials&client_id="
            + Installation.CLIENT_ID
            + "&client_secret="
            + Installation.SECRET
            + "&audience="
            + encoded(installation.url() + "/api");
    var request =
        HttpRequest.newBuilder(installation.url().resolve("/oauth2/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    var answer = send(HttpClient.newHttpClient(), request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new BackEnd(installation.url(), json(answer).path("access_token").asString());
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /// What a call answered.
  record Answer(int status, JsonNode json) {}

  Answer get(String path) {
    return call("GET", path, "");
  }

  Answer call(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(server.resolve(ROOT + path))
            .header("Authorization", "Bearer " + bearer)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    var answer = send(client, request);
    return new Answer(answer.statusCode(), json(answer));
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return Json.parse(answer.body()).orElseGet(Json::object);
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString(UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }
}
