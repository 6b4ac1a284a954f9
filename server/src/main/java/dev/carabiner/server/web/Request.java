package dev.carabiner.server.web;

import dev.carabiner.server.base.Json;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// An HTTP request whose body has arrived. Immutable; reading a part that is malformed throws a
/// [Problem] that names it.
public final class Request {
  /// The largest body that is read, in bytes.
  public static final int MAX_BODY = 64 * 1024;

  private static final String FORM = "application/x-www-form-urlencoded";

  private final String method;
  private final Target target;
  private final RequestHeaders headers;
  private final byte[] body;
  private final Origin origin;
  private final Map<String, String> pathValues;

  /// @param method as sent; methods are case-sensitive
  /// @param target path and query
  /// @param headers all headers
  /// @param body the whole body; empty when there is none
  /// @param origin who asks
  public Request(String method, Target target, RequestHeaders headers, byte[] body, Origin origin) {
    this(method, target, headers, body.clone(), origin, Map.of());
  }

  private Request(
      String method,
      Target target,
      RequestHeaders headers,
      byte[] body,
      Origin origin,
      Map<String, String> pathValues) {
    this.method = method;
    this.target = target;
    this.headers = headers;
    this.body = body;
    this.origin = origin;
    this.pathValues = pathValues;
  }

  /// What is asked for.
  ///
  /// @param path as sent, undecoded
  /// @param query as sent, undecoded, without the question mark; empty when there is none
  public record Target(String path, String query) {
    /// Splits a request target at its first question mark.
    public static Target of(String target) {
      var mark = target.indexOf('?');
      return mark < 0
          ? new Target(target, "")
          : new Target(target.substring(0, mark), target.substring(mark + 1));
    }

    /// The path alone: a query never gets into a log.
    @Override
    public String toString() {
      return path;
    }
  }

  /// Who asks.
  ///
  /// @param requestId eight characters that name this request to people and in the log
  /// @param client the address of the client; behind a trusted proxy, the one that the proxy names
  public record Origin(String requestId, InetAddress client) {}

  /// A GET without headers from the loopback address: for tests of doors.
  public static Request get(String target) {
    return of("GET", target, RequestHeaders.none(), "");
  }

  /// A POST of a form from the loopback address: for tests of doors.
  public static Request postForm(String target, String form) {
    return of("POST", target, RequestHeaders.none().with("Content-Type", FORM), form);
  }

  /// A request from the loopback address with the id `TESTTEST`: for tests of doors.
  public static Request of(String method, String target, RequestHeaders headers, String body) {
    return new Request(
        method,
        Target.of(target),
        headers,
        body.getBytes(java.nio.charset.StandardCharsets.UTF_8),
        new Origin("TESTTEST", InetAddress.getLoopbackAddress()));
  }

  /// This request with one more header.
  public Request with(String header, String value) {
    return new Request(method, target, headers.with(header, value), body, origin, pathValues);
  }

  Request withPathValues(Map<String, String> values) {
    return new Request(method, target, headers, body, origin, Map.copyOf(values));
  }

  public String method() {
    return method;
  }

  /// The path as sent, undecoded.
  public String path() {
    return target.path();
  }

  /// The decoded value of a placeholder in the pattern that was hung.
  public String pathValue(String name) {
    var value = pathValues.get(name);
    if (value == null)
      throw new IllegalArgumentException("The pattern of this route has no placeholder " + name);
    return value;
  }

  /// The parameters of the query.
  public Parameters query() {
    return Parameters.parse(target.query());
  }

  /// The parameters of a form in the body, whatever charset its content type names: it is read as
  /// UTF-8. An empty body is an empty form.
  ///
  /// @throws Problem 400 `INVALID_REQUEST` for another content type or a malformed form
  public Parameters form() {
    if (body.length == 0) return Parameters.parse("");
    if (!mediaType().equals(FORM)) throw Problem.invalidRequest("the body must be " + FORM);
    return Parameters.parse(bodyText());
  }

  /// The object in the body, whatever its members; an empty body is an empty object. The content
  /// type is not looked at.
  ///
  /// @throws Problem 400 `INVALID_REQUEST` for what is no JSON object
  public ObjectNode json() {
    if (body.length == 0) return Json.object();
    return Json.parseObject(bodyText())
        .orElseThrow(() -> Problem.invalidRequest("the body must be a JSON object"));
  }

  /// As [#json()].
  ///
  /// @throws Problem 400 `INVALID_REQUEST` also for a member that is not allowed
  public ObjectNode json(Set<String> allowedMembers) {
    var object = json();
    for (var name : object.propertyNames())
      if (!allowedMembers.contains(name))
        throw Problem.invalidRequest(
            "unknown member " + Shown.name(name) + "; allowed: " + Shown.sorted(allowedMembers));
    return object;
  }

  /// The value of a header that may stand once.
  ///
  /// @throws Problem 400 `INVALID_REQUEST` when it stands more than once
  public Optional<String> header(String name) {
    var values = headers(name);
    if (values.size() > 1) throw Problem.invalidRequest("header " + name + " is there twice");
    return values.stream().findFirst();
  }

  /// All values of a header, one per line sent; empty when it is not there.
  public List<String> headers(String name) {
    return headers.all(name);
  }

  /// A copy of the body.
  public byte[] body() {
    return body.clone();
  }

  /// The cookies sent (RFC 6265 section 5.4); of two with one name the first, which has the longer
  /// path.
  public Map<String, String> cookies() {
    var cookies = new LinkedHashMap<String, String>();
    for (var line : headers("Cookie"))
      for (var pair : line.split(";", -1)) {
        var equals = pair.indexOf('=');
        if (equals > 0)
          cookies.putIfAbsent(
              pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
      }
    return cookies;
  }

  /// Eight characters that name this request to people and in the log.
  public String requestId() {
    return origin.requestId();
  }

  /// The address of the client: the peer's, or the one that a trusted proxy names.
  public InetAddress client() {
    return origin.client();
  }

  /// Method and path only.
  @Override
  public String toString() {
    return method + " " + target;
  }

  private String bodyText() {
    return PercentCoding.utf8(body)
        .orElseThrow(() -> Problem.invalidRequest("the body is not UTF-8"));
  }

  private String mediaType() {
    var type = header("Content-Type").orElse("");
    var semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }
}
