package dev.carabiner.server.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.carabiner.server.base.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// An identity provider at `/idp` and an authorization server at `/as` that trusts it. Assertions
/// are `jag-N`, access tokens `asserted-N` of one minute.
final class EnterpriseDouble implements AutoCloseable {
  private static final int LIFE_SECONDS = 3600;

  final List<String> exchanges = new CopyOnWriteArrayList<>();
  final List<String> grants = new CopyOnWriteArrayList<>();
  final List<String> revoked = new CopyOnWriteArrayList<>();
  final AtomicInteger elsewhere = new AtomicInteger();
  final String url;

  /// What the identity provider answers in place of an assertion; empty: it gives one.
  volatile String policy = "";

  volatile String issuedType = "urn:ietf:params:oauth:token-type:id-jag";
  private final HttpServer server;
  private final AtomicInteger given = new AtomicInteger();

  EnterpriseDouble() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext("/", this::answer);
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// An ID token of that user for the application's own client.
  String idToken(String subject, InstantSource clock) {
    return idToken(subject, "sign-in", clock);
  }

  String idToken(String subject, String audience, InstantSource clock) {
    var claims = Json.object().put("iss", url + "/idp").put("sub", subject).put("aud", audience);
    claims.put("email", subject + "@enterprise.example");
    claims.put("exp", clock.instant().getEpochSecond() + LIFE_SECONDS);
    return part("{\"alg\":\"ES256\"}") + "." + part(Json.write(claims)) + ".c2ln";
  }

  private static String part(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }

  private void answer(HttpExchange exchange) throws IOException {
    var form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    switch (exchange.getRequestURI().getPath()) {
      case "/.well-known/oauth-authorization-server/idp" -> reply(exchange, 200, metadata("idp"));
      case "/.well-known/oauth-authorization-server/as" -> reply(exchange, 200, metadata("as"));
      case "/idp/token" -> {
        exchanges.add(form);
        if (policy.isEmpty())
          reply(
              exchange,
              200,
              "{\"access_token\":\"jag-%d\",\"issued_token_type\":\"%s\",\"token_type\":\"N_A\"}"
                  .formatted(given.incrementAndGet(), issuedType));
        else reply(exchange, 400, "{\"error\":\"" + policy + "\"}");
      }
      case "/as/token" -> {
        grants.add(form);
        reply(
            exchange,
            200,
            "{\"access_token\":\"asserted-%d\",\"token_type\":\"Bearer\",\"expires_in\":60,\"refresh_token\":\"not wanted\"}"
                .formatted(given.get()));
      }
      case "/as/revoke" -> {
        revoked.add(form);
        reply(exchange, 200, "{}");
      }
      default -> {
        if (form.contains("subject_token")) elsewhere.incrementAndGet();
        reply(exchange, 404, "{}");
      }
    }
  }

  private String metadata(String name) {
    return """
    {"issuer": "%1$s/%2$s", "authorization_endpoint": "%1$s/%2$s/authorize",
     "token_endpoint": "%1$s/%2$s/token", "revocation_endpoint": "%1$s/%2$s/revoke",
     "token_endpoint_auth_methods_supported": ["client_secret_post"]}
    """
        .formatted(url, name);
  }

  private static void reply(HttpExchange exchange, int status, String json) throws IOException {
    var bytes = json.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
