package dev.carabiner.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.base.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// An HTTP response, ready to send. Immutable. `Cache-Control: no-store` is on every reply unless
/// [#with] sets another `Cache-Control`.
public final class Reply {
  private static final String CACHE_CONTROL = "Cache-Control";

  private final int status;
  private final List<Header> headers;
  private final byte[] body;

  private Reply(int status, List<Header> headers, byte[] body) {
    if (status < 200 || status > 599)
      throw new IllegalArgumentException("A reply has a status from 200 to 599, not " + status);
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /// A response header.
  ///
  /// @param value without line breaks and other control characters
  public record Header(String name, String value) {
    public Header {
      if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':'))
        throw new IllegalArgumentException("This is not a header name");
      if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7f))
        throw new IllegalArgumentException("The value of " + name + " has forbidden characters");
    }
  }

  /// `application/json; charset=utf-8`.
  public static Reply json(int status, JsonNode body) {
    return bytes(status, "application/json; charset=utf-8", Json.write(body).getBytes(UTF_8));
  }

  /// `text/html; charset=utf-8`.
  public static Reply html(int status, String body) {
    return bytes(status, "text/html; charset=utf-8", body.getBytes(UTF_8));
  }

  /// `text/plain; charset=utf-8`.
  public static Reply text(int status, String body) {
    return bytes(status, "text/plain; charset=utf-8", body.getBytes(UTF_8));
  }

  public static Reply bytes(int status, String contentType, byte[] body) {
    return empty(status).body(contentType, body.clone());
  }

  /// 303 (RFC 9110 section 15.4.4): the browser goes on with GET and never repeats a form.
  public static Reply seeOther(URI location) {
    return seeOther(location.toASCIIString());
  }

  /// 303 to a location that is written in ASCII already.
  public static Reply seeOther(String location) {
    return empty(303).with("Location", location);
  }

  /// No body and no content type.
  public static Reply empty(int status) {
    return new Reply(status, List.of(new Header(CACHE_CONTROL, "no-store")), new byte[0]);
  }

  /// This reply with the header set in place of one of the same name; `Set-Cookie` is added to
  /// those that are there.
  public Reply with(String header, String value) {
    var more = new ArrayList<>(headers);
    if (!header.equalsIgnoreCase("Set-Cookie"))
      more.removeIf(there -> there.name().equalsIgnoreCase(header));
    more.add(new Header(header, value));
    return new Reply(status, List.copyOf(more), body);
  }

  public int status() {
    return status;
  }

  /// All headers in the order in which they are sent.
  public List<Header> headers() {
    return headers;
  }

  /// The first header of that name, whatever its case.
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(h -> h.name().equalsIgnoreCase(name))
        .findFirst()
        .map(Header::value);
  }

  /// A copy of the body.
  public byte[] body() {
    return body.clone();
  }

  /// The body as UTF-8 text.
  public String bodyText() {
    return new String(body, UTF_8);
  }

  private Reply body(String contentType, byte[] bytes) {
    return new Reply(status, with("Content-Type", contentType).headers, bytes);
  }
}
