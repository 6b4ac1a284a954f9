package dev.carabiner.client.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One request to the server, without credentials.
 *
 * @param path encoded, starting with a slash, without a query
 * @param content the body; empty for none
 * @param repeatable whether it may be sent again after an answer that says "not now"
 */
public record Call(
    String method,
    String path,
    List<Map.Entry<String, String>> query,
    String contentType,
    String content,
    boolean repeatable) {

  public Call {
    query = List.copyOf(query);
  }

  public static Call of(String method, String path) {
    return new Call(method, path, List.of(), "", "", true);
  }

  /** The same call with one more query parameter, unencoded here. */
  public Call with(String name, String value) {
    var longer = new ArrayList<>(query);
    longer.add(Map.entry(name, value));
    return new Call(method, path, longer, contentType, content, repeatable);
  }

  /** The same call with one more query parameter, if there is one. */
  public Call with(String name, Optional<String> value) {
    return value.map(given -> with(name, given)).orElse(this);
  }

  /** The same call with a JSON object as its body. */
  public Call json(Map<String, ?> body) {
    return new Call(method, path, query, "application/json", JsonText.of(body), repeatable);
  }

  /** The same call with a form as its body. */
  public Call form(List<Map.Entry<String, String>> fields) {
    String type = "application/x-www-form-urlencoded";
    return new Call(method, path, query, type, joined(fields), repeatable);
  }

  /** The same call, sent again only if nothing of it left this machine. */
  public Call onlyOnce() {
    return new Call(method, path, query, contentType, content, false);
  }

  /** Path and query as they go on the wire. */
  public String target() {
    return query.isEmpty() ? path : path + "?" + joined(query);
  }

  /** A value as one path segment; a dot segment is escaped so that nobody resolves it away. */
  public static String segment(String value) {
    String encoded = encoded(value);
    return encoded.equals(".") || encoded.equals("..") ? encoded.replace(".", "%2E") : encoded;
  }

  private static String joined(List<Map.Entry<String, String>> pairs) {
    return pairs.stream()
        .map(pair -> encoded(pair.getKey()) + "=" + encoded(pair.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, UTF_8).replace("+", "%20");
  }

  /** Method and path only: query and content may hold what must not be printed. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
