package dev.carabiner.cli;

import dev.carabiner.server.base.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/// Looks whether an issuer that a person named offers discovery.
final class IssuerLook {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int OK = 200;

  private IssuerLook() {}

  /// One line on what is there.
  static String at(String issuer) throws InterruptedException {
    try (var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      for (var name : List.of("openid-configuration", "oauth-authorization-server")) {
        var address = URI.create(issuer.replaceAll("/$", "") + "/.well-known/" + name);
        var request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != OK) continue;
        var token = Json.parse(answer.body()).map(json -> json.path("token_endpoint").asString(""));
        if (token.filter(endpoint -> !endpoint.isEmpty()).isPresent())
          return "found: its token endpoint is " + Failure.printable(token.get());
      }
      return "found no metadata there; the entry will need endpoints of its own";
    } catch (IOException | IllegalArgumentException silent) {
      return "could not be looked at: " + Failure.sentence(silent);
    }
  }
}
