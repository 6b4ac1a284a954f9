package dev.carabiner.server.web;

import dev.carabiner.server.base.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/// An error reply that a handler throws: a status, a code for programs and a message for people.
/// Immutable; the `with…` methods give a changed copy. Code and message never hold request data.
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String errorCode;
  private final transient SequencedMap<String, String> headers;
  private final transient SequencedMap<String, String> members;
  private final boolean single;

  /// @param status the HTTP status, 400 to 599
  /// @param code an UPPER_SNAKE_CASE word
  /// @param message one sentence or phrase
  public Problem(int status, String code, String message) {
    this(status, code, message, new LinkedHashMap<>(), new LinkedHashMap<>(), false);
  }

  private Problem(
      int status,
      String code,
      String message,
      SequencedMap<String, String> headers,
      SequencedMap<String, String> members,
      boolean single) {
    super(message, null, false, false);
    if (status < 400 || status > 599)
      throw new IllegalArgumentException("A problem has a status from 400 to 599, not " + status);
    this.status = status;
    this.errorCode = code;
    this.headers = headers;
    this.members = members;
    this.single = single;
  }

  /// 400 `INVALID_REQUEST`; the message says which part of the request is wrong.
  public static Problem invalidRequest(String message) {
    return new Problem(400, "INVALID_REQUEST", message);
  }

  /// 404 `ROUTE_NOT_FOUND`; `errors` is an object here, as the wire contract has it.
  public static Problem routeNotFound() {
    return new Problem(
        404,
        "ROUTE_NOT_FOUND",
        "The requested API route does not exist",
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        true);
  }

  /// 405 `METHOD_NOT_ALLOWED` with the methods that are allowed.
  public static Problem methodNotAllowed(List<String> allowed) {
    return new Problem(405, "METHOD_NOT_ALLOWED", "This route has another method")
        .withHeader("Allow", String.join(", ", allowed));
  }

  /// 413 `REQUEST_TOO_LARGE`.
  public static Problem tooLarge() {
    return new Problem(413, "REQUEST_TOO_LARGE", "The request body is larger than 64 KiB");
  }

  /// This problem with one more response header.
  public Problem withHeader(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(status, errorCode, message(), more, members, single);
  }

  /// This problem with one more member of the error object, such as `reason`.
  public Problem withMember(String name, String value) {
    var more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(status, errorCode, message(), headers, more, single);
  }

  public int status() {
    return status;
  }

  public String code() {
    return errorCode;
  }

  public String message() {
    return String.valueOf(getMessage());
  }

  /// The response headers that go with it.
  public Map<String, String> headers() {
    return Map.copyOf(headers);
  }

  /// The members of the error object beside `code` and `message`.
  public Map<String, String> members() {
    return Map.copyOf(members);
  }

  /// The reply: `{"errors": [{"code", "message", …}]}`.
  public Reply reply() {
    var error = Json.object().put("code", errorCode).put("message", message());
    members.forEach(error::put);
    JsonNode errors = single ? error : Json.array().add(error);
    var body = Json.object();
    body.set("errors", errors);
    var reply = Reply.json(status, body);
    for (var header : headers.entrySet()) reply = reply.with(header.getKey(), header.getValue());
    return reply;
  }
}
