package dev.carabiner.compat;

import dev.carabiner.server.base.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;

/// Keycloak's administrator, by its Admin REST API.
///
/// @param base of Keycloak's addresses
record KeycloakAdmin(URI base) {
  static final String USER = "admin";
  static final String PASSWORD = "admin-password";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /// How often an event of that type was told of our client.
  long count(String type) {
    var path = "events?max=10000&client=" + KeycloakRealm.CLIENT + "&type=" + type;
    return call("GET", path).size();
  }

  /// Takes back what a user has consented to.
  void withdrawConsent(String user) {
    call("DELETE", "users/" + id(user) + "/consents/" + KeycloakRealm.CLIENT);
  }

  /// Ends a user's sessions.
  void logOut(String user) {
    call("POST", "users/" + id(user) + "/logout");
  }

  private String id(String user) {
    return call("GET", "users?exact=true&username=" + user).path(0).path("id").asString();
  }

  private JsonNode call(String method, String path) {
    var request =
        HttpRequest.newBuilder(base.resolve("/admin/realms/" + KeycloakRealm.NAME + "/" + path))
            .header("Authorization", "Bearer " + token())
            .method(method, BodyPublishers.noBody());
    return send(request);
  }

  private String token() {
    var form = "grant_type=password&client_id=admin-cli&username=" + USER + "&password=" + PASSWORD;
    return send(HttpRequest.newBuilder(base.resolve("/realms/master/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)))
        .path("access_token")
        .asString();
  }

  private static JsonNode send(HttpRequest.Builder builder) {
    try {
      var request = builder.build();
      var reply = CLIENT.send(request, BodyHandlers.ofString());
      if (reply.statusCode() / 100 != 2)
        throw new AssertionError(request.uri() + " " + reply.statusCode() + " " + reply.body());
      return reply.body().isEmpty() ? Json.object() : Json.parse(reply.body()).orElseThrow();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }
}
