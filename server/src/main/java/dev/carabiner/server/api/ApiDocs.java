package dev.carabiner.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.base.Yaml;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;

/// `/api/openapi.yaml`, and the same to read at `/api/docs`: one page, no script, nothing from
/// outside.
final class ApiDocs implements Door {
  private static final String STYLESHEET = "/api/docs.css";
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final String document = resource("/api/openapi.yaml");
  private final String style = resource("/assets/docs.css");

  @Override
  public void hang(Routes routes) {
    routes.get(
        "/api/openapi.yaml",
        _ -> Reply.bytes(200, "application/yaml; charset=utf-8", document.getBytes(UTF_8)));
    routes.get(
        "/api/docs", _ -> Reply.html(200, Page.HTML).with("Content-Security-Policy", POLICY));
    routes.get(STYLESHEET, _ -> Reply.bytes(200, "text/css; charset=utf-8", style.getBytes(UTF_8)));
  }

  /// Drawn when somebody first looks at it: it would take an eighth of the time of a start.
  private static final class Page {
    static final String HTML =
        OpenApiPage.html(Yaml.readMap(resource("/api/openapi.yaml"), "openapi.yaml"), STYLESHEET);
  }

  private static String resource(String name) {
    try (var in = ApiDocs.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("The program is packaged without " + name);
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
