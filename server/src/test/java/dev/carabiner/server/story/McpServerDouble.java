package dev.carabiner.server.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// A remote MCP server that is its own authorization server, agrees to everything, and grants the
/// scopes that were asked for last.
final class McpServerDouble implements AutoCloseable {
  private static final Pattern SCOPE = Pattern.compile("[?&]scope=([^&]*)");
  private static final Pattern RETURN = Pattern.compile("[?&](redirect_uri|state)=([^&]*)");

  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<String> bodies = new CopyOnWriteArrayList<>();
  final String url;
  volatile String scopes = "";
  private final HttpServer server;

  McpServerDouble() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext("/", this::answer);
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    var uri = exchange.getRequestURI();
    asked.add(exchange.getRequestMethod() + " " + uri.getPath());
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    switch (uri.getPath()) {
      case "/mcp" -> {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Bearer scope=\"read\"");
        reply(exchange, 401, "");
      }
      case "/.well-known/oauth-protected-resource/mcp" ->
          reply(exchange, 200, "{\"resource\":\"%s/mcp\",\"authorization_servers\":[\"%s\"]}");
      case "/.well-known/oauth-authorization-server" ->
          reply(
              exchange,
              200,
              "{\"issuer\":\"%s\",\"authorization_endpoint\":\"%s/authorize\",\"token_endpoint\":\"%s/token\","
                  + "\"registration_endpoint\":\"%s/register\",\"code_challenge_methods_supported\":[\"S256\"]}");
      case "/register" ->
          reply(
              exchange,
              201,
              "{\"client_id\":\"made\",\"client_secret\":\"s\",\"registration_client_uri\":\"%s/register/made\",\"registration_access_token\":\"t\"}");
      case "/register/made" -> reply(exchange, 204, "");
      case "/authorize" -> authorize(exchange, uri);
      case "/token" ->
          reply(
              exchange,
              200,
              "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"scope\":\""
                  + scopes
                  + "\"}");
      default -> reply(exchange, 404, "");
    }
  }

  private void authorize(HttpExchange exchange, URI uri) throws IOException {
    var scope = SCOPE.matcher(uri.toString());
    scopes = scope.find() ? URLDecoder.decode(scope.group(1), UTF_8) : "";
    var values = new HashMap<String, String>();
    for (var value = RETURN.matcher(uri.toString()); value.find(); )
      values.put(value.group(1), URLDecoder.decode(value.group(2), UTF_8));
    var target = values.get("redirect_uri") + "?code=c&state=" + values.get("state");
    exchange.getResponseHeaders().add("Location", target);
    reply(exchange, 302, "");
  }

  private void reply(HttpExchange exchange, int status, String text) throws IOException {
    var body = text.replace("%s", url).getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) exchange.getResponseBody().write(body);
    exchange.close();
  }

  /// How often that was asked.
  long count(String what) {
    return asked.stream().filter(what::equals).count();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
