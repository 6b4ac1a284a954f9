package dev.carabiner.sandbox;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * One request, read in full.
 *
 * @param path as it was sent, without the query
 * @param form the body's parameters; none unless the body is a form
 */
record Call(
    String method, String path, Parameters query, Headers headers, String body, Parameters form) {
  static final int BODY_LIMIT = 64 * 1024;
  private static final String FORM = "application/x-www-form-urlencoded";

  /** A request, or what to say about one that cannot be read. */
  sealed interface Reading {
    record Read(Call call) implements Reading {}

    record Unreadable(Call rest, Answer answer) implements Reading {}
  }

  static Reading read(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(BODY_LIMIT + 1);
    Call rest = bare(exchange);
    if (bytes.length > BODY_LIMIT) {
      return new Reading.Unreadable(
          rest, Answers.error(413, "invalid_request", "the body is longer than 64 KiB"));
    }
    String body = new String(bytes, StandardCharsets.UTF_8);
    Headers headers = exchange.getRequestHeaders();
    // Control takes JSON, which curl -d calls a form.
    boolean form = isForm(headers) && !rest.path().startsWith("/control/");
    String query = exchange.getRequestURI().getRawQuery();
    try {
      return new Reading.Read(
          new Call(
              rest.method(),
              rest.path(),
              query == null ? Parameters.NONE : Parameters.parse(query),
              headers,
              body,
              form ? Parameters.parse(body) : Parameters.NONE));
    } catch (IllegalArgumentException malformed) {
      return new Reading.Unreadable(
          rest, Answers.error(400, "invalid_request", "the parameters are not well-formed"));
    }
  }

  /** What the ledger can still say of a request that cannot be read. */
  private static Call bare(HttpExchange exchange) {
    return new Call(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        Parameters.NONE,
        new Headers(),
        "",
        Parameters.NONE);
  }

  private static boolean isForm(Headers headers) {
    String type = headers.getFirst("Content-Type");
    if (type == null) {
      return false;
    }
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).trim().toLowerCase(Locale.ROOT).equals(FORM);
  }

  boolean isForm() {
    return isForm(headers);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.getFirst(name));
  }

  /** The credentials of an {@code Authorization} header of this scheme. */
  Optional<String> authorization(String scheme) {
    return header("Authorization")
        .filter(value -> value.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1))
        .map(value -> value.substring(scheme.length() + 1).trim());
  }
}
