package dev.carabiner.server.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;

/// A listener on a free port with routes for tests.
final class Listening implements AutoCloseable {
  static final InetSocketAddress FREE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final Edge edge = Edge.start(EdgeSettings.plain(FREE, "test"), List.of(Listening::hang));

  static void hang(Routes routes) {
    routes.get("/here", request -> Reply.text(200, "here " + request.query().one("q").orElse("-")));
    routes.post("/here", request -> Reply.text(200, "posted " + request.body().length));
    routes.get("/things/{id}", request -> Reply.text(200, request.pathValue("id")));
    routes.post("/form", request -> Reply.text(200, request.form().need("a")));
    routes.post("/json", request -> Reply.json(200, request.json(Set.of("a"))));
    routes.get("/client", request -> Reply.text(200, request.client().getHostAddress()));
    routes.get(
        "/cookies",
        request -> Reply.empty(204).with("Set-Cookie", "a=1").with("Set-Cookie", "b=2"));
    routes.get("/moved", request -> Reply.seeOther("https://a.example/b?c=d"));
    routes.get(
        "/bug",
        request -> {
          throw new IllegalStateException("secret words");
        });
  }

  int port() {
    return edge.port();
  }

  Wire.Answer ask(String request) throws IOException {
    try (var wire = new Wire(edge.port())) {
      return wire.send(request).answer();
    }
  }

  Wire.Answer get(String target) throws IOException {
    return ask("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n");
  }

  Wire.Answer post(String target, String headers, String body) throws IOException {
    var length = "Content-Length: " + body.length() + "\r\n";
    return ask("POST " + target + " HTTP/1.1\r\nHost: h\r\n" + length + headers + "\r\n" + body);
  }

  @Override
  public void close() {
    edge.close();
  }
}
