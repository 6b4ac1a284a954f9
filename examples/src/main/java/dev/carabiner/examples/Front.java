package dev.carabiner.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.carabiner.client.ApiException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Between the HTTP server and the handlers: reads requests, guards forms, turns trouble into
/// pages.
final class Front implements HttpHandler {
  private static final System.Logger LOG = System.getLogger(Front.class.getName());
  private static final Pattern COOKIE =
      Pattern.compile("(?:^|;\\s*)" + BrowserSessions.COOKIE + "=([A-Za-z0-9_-]+)");
  private static final int LONGEST_FORM = 10_000;

  /// No `form-action`: it would stop the redirect to Carabiner that follows the button. No
  /// referrer: callback addresses are nobody else's business.
  private static final Map<String, String> HEADERS =
      Map.of(
          "Cache-Control", "no-store",
          "Content-Security-Policy",
              "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
          "Referrer-Policy", "no-referrer",
          "X-Content-Type-Options", "nosniff");

  private final Map<String, Handler> routes;
  private final BrowserSessions browsers;

  /// @param routes from method and path, as in `GET /`
  Front(Map<String, Handler> routes, BrowserSessions browsers) {
    this.routes = Map.copyOf(routes);
    this.browsers = browsers;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      write(exchange, reply(exchange));
    }
  }

  private Reply reply(HttpExchange exchange) throws IOException {
    try {
      var visit = visit(exchange);
      var handler = routes.get(visit.method() + " " + visit.path());
      if (handler == null) throw new BadRequest(404, "There is nothing at this address.");
      if (visit.method().equals("POST")) guard(visit);
      return handler.handle(visit);
    } catch (BadRequest bad) {
      return trouble(bad.status(), bad.words());
    } catch (ApiException unavailable) {
      // Its message names call, status and code, and never a token.
      LOG.log(System.Logger.Level.WARNING, unavailable.getMessage());
      return trouble(502, "Connections are not available at the moment. Nothing is lost.");
    } catch (RuntimeException defect) {
      LOG.log(System.Logger.Level.ERROR, "a page failed", defect);
      return trouble(500, "Something went wrong here.");
    }
  }

  /// A form is good only if it comes from a page that this browser got from us.
  private static void guard(Visit visit) {
    var sent = visit.form().get("csrf").orElse("");
    if (visit.browser().filter(browser -> browser.sent(sent)).isEmpty())
      throw new BadRequest(403, "This page is too old. Go back to the start and try again.");
  }

  private Visit visit(HttpExchange exchange) throws IOException {
    var uri = exchange.getRequestURI();
    var body = exchange.getRequestBody().readNBytes(LONGEST_FORM + 1);
    if (body.length > LONGEST_FORM) throw new BadRequest(413, "This form is too long.");
    return new Visit(
        exchange.getRequestMethod(),
        uri.getPath(),
        Parameters.read(Optional.ofNullable(uri.getRawQuery()).orElse("")),
        Parameters.read(new String(body, UTF_8)),
        cookie(exchange).flatMap(browsers::find));
  }

  private static Optional<String> cookie(HttpExchange exchange) {
    var header = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Cookie")).orElse("");
    var cookie = COOKIE.matcher(header);
    return cookie.find() ? Optional.of(cookie.group(1)) : Optional.empty();
  }

  private static Reply trouble(int status, String words) {
    return Reply.page(
        status,
        Html.page("That did not work", Html.paragraph(words) + Html.link("/", "Back to my page")));
  }

  private static void write(HttpExchange exchange, Reply reply) throws IOException {
    HEADERS.forEach(exchange.getResponseHeaders()::set);
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    var body = reply.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) exchange.getResponseBody().write(body);
  }
}
