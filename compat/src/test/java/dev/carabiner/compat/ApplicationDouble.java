package dev.carabiner.compat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/// An application's front end: one page, where its users come back to.
final class ApplicationDouble implements AutoCloseable {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head><meta charset="utf-8"><title>Example CRM</title><link rel="icon" href="data:,"></head>
      <body><h1>Back in Example CRM</h1></body>
      </html>
      """;

  private final HttpServer server;

  private ApplicationDouble(HttpServer server) {
    this.server = server;
  }

  static ApplicationDouble start() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/connected", ApplicationDouble::answer);
      server.start();
      return new ApplicationDouble(server);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  URI callback() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/connected");
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    var page = PAGE.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(200, page.length);
    try (var body = exchange.getResponseBody()) {
      body.write(page);
    }
  }
}
