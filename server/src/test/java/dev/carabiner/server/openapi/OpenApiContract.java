package dev.carabiner.server.openapi;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.carabiner.server.base.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Holds answers of the server against its own description: is the status listed, are the headers
/// there, does the body fit its schema. Safe for use by many threads.
public final class OpenApiContract {
  private static final Map<Integer, String> ON_EVERY_ROUTE =
      Map.of(405, "MethodNotAllowed", 408, "RequestTimeout", 413, "RequestTooLarge");
  private static final String JSON = "application/json";

  private final OpenApiDocument document = OpenApiDocument.packed();
  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /// Compares one answer with the description.
  ///
  /// @param path as requested, with or without its query
  /// @param responseHeaders names in any case
  /// @throws AssertionError naming the request and what differs
  public void check(
      String method,
      String path,
      int status,
      Map<String, List<String>> responseHeaders,
      String body) {
    var request = method + " " + path.replaceFirst("\\?.*", "") + " answered " + status;
    var response = response(method, path.replaceFirst("\\?.*", ""), status, request);
    checkHeaders(response, responseHeaders, request);
    if (!method.equals("HEAD")) checkBody(response, responseHeaders, body, request);
  }

  /// Compares a message to a webhook with the description.
  ///
  /// @param schema the name of one of the shared schemas
  /// @throws AssertionError naming what differs
  public void checkMessage(String schema, String body) {
    var value = Json.parse(body).orElseThrow(() -> new AssertionError("the message is not JSON"));
    var mistakes = mistakes(document.components().path("schemas").path(schema), value);
    if (!mistakes.isEmpty())
      throw new AssertionError("the message does not fit: " + String.join("; ", mistakes));
  }

  /// What is wrong with `value` by that schema of the description; empty when nothing is.
  List<String> mistakes(JsonNode schema, JsonNode value) {
    var whole = (ObjectNode) schema.deepCopy();
    whole.set("components", document.components());
    return schemas.getSchema(whole).validate(value).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  private JsonNode response(String method, String path, int status, String request) {
    var template = document.template(path);
    if (template.isEmpty()) {
      if (status == 404) return document.sharedResponse("RouteNotFound");
      throw new AssertionError(request + ": openapi.yaml has no such path");
    }
    if (ON_EVERY_ROUTE.containsKey(status))
      return document.sharedResponse(ON_EVERY_ROUTE.get(status));
    var operation =
        document
            .operation(method, template.get())
            .orElseThrow(() ->
                new AssertionError(
                    request + ": openapi.yaml has no such method for " + template.get()));
    var responses = operation.node().path("responses");
    if (!responses.has(Integer.toString(status))) {
      throw new AssertionError(
          request + ": openapi.yaml lists only " + String.join(", ", responses.propertyNames()));
    }
    return document.followed(responses.path(Integer.toString(status)));
  }

  private void checkHeaders(JsonNode response, Map<String, List<String>> headers, String request) {
    for (var entry : response.path("headers").properties()) {
      var described = document.followed(entry.getValue());
      var values = values(headers, entry.getKey());
      if (values.isEmpty() && described.path("required").asBoolean())
        throw new AssertionError(request + ": header " + entry.getKey() + " is missing");
      for (var value : values) {
        var mistakes = mistakes(described.path("schema"), StringNode.valueOf(value));
        if (!mistakes.isEmpty())
          throw new AssertionError(request + ": header " + entry.getKey() + " " + mistakes);
      }
    }
  }

  private void checkBody(
      JsonNode response, Map<String, List<String>> headers, String body, String request) {
    var content = response.path("content");
    if (content.isEmpty()) {
      if (!body.isEmpty()) throw new AssertionError(request + ": there must be no body");
      return;
    }
    var types = values(headers, "Content-Type");
    if (types.size() != 1)
      throw new AssertionError(request + ": there must be one Content-Type, not " + types);
    var mediaType = types.getFirst().replaceFirst("\\s*;.*", "");
    if (!content.has(mediaType))
      throw new AssertionError(
          request
              + ": Content-Type is "
              + types.getFirst()
              + ", openapi.yaml has "
              + content.propertyNames());
    if (!mediaType.equals(JSON)) return;
    if (!types.getFirst().equals(JSON + "; charset=utf-8"))
      throw new AssertionError(
          request
              + ": Content-Type is "
              + types.getFirst()
              + " instead of "
              + JSON
              + "; charset=utf-8");
    var value =
        Json.parse(body).orElseThrow(() -> new AssertionError(request + ": the body is not JSON"));
    var mistakes = mistakes(content.path(JSON).path("schema"), value);
    if (!mistakes.isEmpty())
      throw new AssertionError(request + ": the body does not fit: " + String.join("; ", mistakes));
  }

  private static List<String> values(Map<String, List<String>> headers, String name) {
    return headers.entrySet().stream()
        .filter(header ->
            header.getKey() != null
                && header.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
        .flatMap(header -> header.getValue().stream())
        .toList();
  }
}
