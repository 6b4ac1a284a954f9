package dev.carabiner.compat.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/// The machine API of a cluster's nodes, as a back end calls it that chooses the node itself.
final class Api {
  static final String CLIENT_ID = "0123456789abcdef0123456789abcdef";
  static final String SECRET = "secretsecretsecretsecretsecretsecretsecret";
  private static final String ROOT = "/api/v1/connected_apps/";
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(40);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI publicUrl;
  private Optional<String> bearer = Optional.empty();

  /// @param publicUrl the audience that bearer tokens are asked for
  Api(URI publicUrl) {
    this.publicUrl = publicUrl;
  }

  /// What a node answered.
  record Answer(int status, String body) {
    private static Answer of(HttpResponse<String> response) {
      return new Answer(response.statusCode(), response.body());
    }

    JsonNode json() {
      return Json.parse(body).orElseThrow(() -> new AssertionError("not JSON: " + body));
    }

    String text(String member) {
      return json().path(member).asString();
    }

    String code() {
      return json().path("errors").path(0).path("code").asString();
    }

    String reason() {
      return json().path("errors").path(0).path("reason").asString();
    }
  }

  /// A link for a user, with its session.
  Answer link(URI node, String app, String user) {
    return get(node, "auth_url?key_code_ref=" + app + "&user_id=" + user);
  }

  /// The session's access token.
  Answer read(URI node, String session) {
    return get(node, "token?session_id=" + session);
  }

  /// The same, of nothing less than almost a whole life.
  Answer readFresh(URI node, String session) {
    var wanted = Cluster.LIFE.minusMinutes(1).toSeconds();
    return get(node, "token?session_id=" + session + "&min_validity=" + wanted);
  }

  /// The same without waiting; it fails with the connection.
  CompletableFuture<Answer> reading(URI node, String session) {
    return client
        .sendAsync(
            request(node, "token?session_id=" + session).GET().build(),
            BodyHandlers.ofString(UTF_8))
        .thenApply(Answer::of);
  }

  /// How the session stands.
  Answer show(URI node, String session) {
    return get(node, "sessions/" + session);
  }

  /// The sessions of a user in these states.
  Answer sessions(URI node, String user, String state) {
    return get(node, "sessions?user_id=" + user + "&state=" + state);
  }

  Answer revoke(URI node, String session) {
    return send(request(node, "revoke?session_id=" + session).POST(BodyPublishers.noBody()));
  }

  /// The same without waiting; it fails with the connection.
  CompletableFuture<Answer> revoking(URI node, String session) {
    var request = request(node, "revoke?session_id=" + session).POST(BodyPublishers.noBody());
    return client.sendAsync(request.build(), BodyHandlers.ofString(UTF_8)).thenApply(Answer::of);
  }

  Answer complete(URI node, String session, String code, String user) {
    var json = Json.object();
    json.put("session_id", session).put("connect_code", code).put("user_id", user);
    return send(request(node, "complete").POST(BodyPublishers.ofString(Json.write(json))));
  }

  /// What an address answers to a GET without a bearer token; 0 if nothing within 5 s.
  int status(URI address) {
    var request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException nothing) {
      return 0;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  private Answer get(URI node, String path) {
    return send(request(node, path));
  }

  private HttpRequest.Builder request(URI node, String path) {
    return HttpRequest.newBuilder(node.resolve(ROOT + path))
        .timeout(LONGEST_WAIT)
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + bearer(node));
  }

  private synchronized String bearer(URI node) {
    if (bearer.isEmpty()) bearer = Optional.of(newBearer(node));
    return bearer.get();
  }

  private String newBearer(URI node) {
    var form =
        "grant_type=client_credentials&client_id="
            + CLIENT_ID
            + "&client_secret="
            + SECRET
            + "&audience="
            + URLEncoder.encode(publicUrl + "/api", UTF_8);
    return send(HttpRequest.newBuilder(node.resolve("/oauth2/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)))
        .text("access_token");
  }

  /// @throws UncheckedIOException when the node goes away before its answer
  private Answer send(HttpRequest.Builder request) {
    try {
      return Answer.of(client.send(request.build(), BodyHandlers.ofString(UTF_8)));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }
}
