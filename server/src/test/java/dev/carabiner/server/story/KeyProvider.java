package dev.carabiner.server.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A provider without a login: it knows one key, and one client that may have tokens.
final class KeyProvider implements AutoCloseable {
  static final String KEY = "sk+live/0123456789=";
  static final String CLIENT = "their-client";
  static final String SECRET = "their&secret=1";

  private final HttpServer server;
  private final AtomicInteger given = new AtomicInteger();
  final List<String> forms = new CopyOnWriteArrayList<>();
  volatile boolean closedToAll;

  KeyProvider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext(
        "/me",
        exchange -> {
          var known = ("Key " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"));
          answer(exchange, known ? 200 : 401, "{\"ok\":" + known + "}");
        });
    server.createContext(
        "/token",
        exchange -> {
          forms.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          var pair = CLIENT + ":their%26secret%3D1";
          var basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
          var known =
              !closedToAll
                  && Objects.equals(basic, exchange.getRequestHeaders().getFirst("Authorization"));
          if (known)
            answer(
                exchange,
                200,
                "{\"access_token\":\"token-"
                    + given.incrementAndGet()
                    + "\",\"token_type\":\"Bearer\",\"expires_in\":60}");
          else answer(exchange, 401, "{\"error\":\"invalid_client\"}");
        });
    server.createContext(
        "/revoke",
        exchange -> {
          forms.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          answer(exchange, 200, "{}");
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
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
