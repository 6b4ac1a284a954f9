package dev.carabiner.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An HTTP server on loopback that answers as a test says and keeps what it was asked. */
final class StubServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  record Asked(
      String method,
      String path,
      List<String> query,
      Map<String, List<String>> headers,
      String body) {

    String header(String name) {
      return headers.getOrDefault(name, List.of("")).get(0);
    }

    /** {@code a=1} of the query, decoded. */
    List<String> decodedQuery() {
      return query.stream().map(pair -> URLDecoder.decode(pair, UTF_8)).toList();
    }
  }

  record Reply(int status, Map<String, String> headers, String body) {
    static Reply json(int status, String body) {
      return new Reply(status, Map.of("Content-Type", "application/json; charset=utf-8"), body);
    }

    static Reply error(int status, String code) {
      return json(status, "{\"errors\":[{\"code\":\"%s\",\"message\":\"No.\"}]}".formatted(code));
    }

    Reply with(String name, String value) {
      var more = new java.util.HashMap<>(headers);
      more.put(name, value);
      return new Reply(status, more, body);
    }
  }

  StubServer(Function<Asked, Reply> behaviour) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, behaviour));
    server.start();
  }

  /** Answers with these in turn; the last one stays. */
  static StubServer answering(Reply... replies) {
    var left = new ArrayList<>(List.of(replies));
    return new StubServer(asked -> {
      synchronized (left) {
        return left.size() > 1 ? left.remove(0) : left.get(0);
      }
    });
  }

  private void answer(HttpExchange exchange, Function<Asked, Reply> behaviour) throws IOException {
    try (exchange) {
      String raw = exchange.getRequestURI().getRawQuery();
      var request =
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getRawPath(),
              raw == null ? List.of() : List.of(raw.split("&")),
              Map.copyOf(exchange.getRequestHeaders()),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      asked.add(request);
      Reply reply = behaviour.apply(request);
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = reply.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  Asked onlyAsked() {
    if (asked.size() != 1) {
      throw new AssertionError("asked " + asked.size() + " times: " + asked);
    }
    return asked.get(0);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  ApiClientBuilder client() {
    return ApiClient.builder().baseUrl(url()).accessToken("bearer-1");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
