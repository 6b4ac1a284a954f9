package dev.carabiner.server.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// A real HTTP server on a free port of the loopback, with fixed answers and a record of what came,
/// and a wire that really goes there.
public final class LocalProvider implements AutoCloseable, Wire {
  /// What a path answers; `%s` in the body is the server's own address.
  public record Page(int status, String body, String type) {
    public Page(int status, String body) {
      this(status, body, "application/json");
    }
  }

  /// One request as it came.
  ///
  /// @param uri path and query
  /// @param headers by name in lower case
  public record Visit(String method, String uri, Map<String, String> headers, String body) {}

  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<String> bodies = new CopyOnWriteArrayList<>();
  final Map<String, Page> pages = new ConcurrentHashMap<>();

  /// All that came, oldest first.
  public final List<Visit> visits = new CopyOnWriteArrayList<>();

  /// Answers what no page is laid out for.
  public volatile Function<Visit, Page> role = _ -> new Page(404, "nothing here");

  /// Path → `WWW-Authenticate`.
  final Map<String, String> challenges = new ConcurrentHashMap<>();

  public final String url;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http = HttpClient.newHttpClient();

  public LocalProvider() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    var visit = visit(exchange);
    bodies.add(visit.body());
    visits.add(visit);
    var laidOut = pages.get(exchange.getRequestURI().getPath());
    var page = laidOut == null ? role.apply(visit) : laidOut;
    var body = page.body().replace("%s", url).getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", page.type());
    var challenge = challenges.get(exchange.getRequestURI().getPath());
    if (challenge != null)
      exchange.getResponseHeaders().add("WWW-Authenticate", challenge.replace("%s", url));
    exchange.sendResponseHeaders(page.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static Visit visit(HttpExchange exchange) throws IOException {
    var headers = new TreeMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return new Visit(
        exchange.getRequestMethod(),
        exchange.getRequestURI().toString(),
        headers,
        new String(exchange.getRequestBody().readAllBytes(), UTF_8));
  }

  @Override
  public OutboundAnswer send(OutboundRequest request, BeforeSending beforeSending) {
    if (!beforeSending.mayGo()) return new OutboundAnswer.NotSent(false, "changed its mind");
    var body = request.body().map(secret -> secret.reveal(Reveal.TO_THE_PROVIDER));
    var builder =
        HttpRequest.newBuilder(request.uri())
            .timeout(request.deadline())
            .method(
                request.method(),
                body.map(HttpRequest.BodyPublishers::ofString)
                    .orElseGet(HttpRequest.BodyPublishers::noBody));
    request
        .headers()
        .forEach((name, value) -> builder.header(name, value.reveal(Reveal.TO_THE_PROVIDER)));
    try {
      var answer = http.send(builder.build(), HttpResponse.BodyHandlers.ofString());
      return new OutboundAnswer.Answered(
          answer.statusCode(), answer.headers().map(), Secret.of(answer.body()));
    } catch (ConnectException | HttpConnectTimeoutException notSent) {
      return new OutboundAnswer.NotSent(false, "no connection");
    } catch (IOException cut) {
      return new OutboundAnswer.NoAnswer("cut");
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return new OutboundAnswer.NoAnswer("interrupted");
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    http.close();
  }
}
