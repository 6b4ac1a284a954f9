package dev.carabiner.server.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The description of the API that is packed into the server, as a tree in which references can be
/// followed.
final class OpenApiDocument {
  private static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final JsonNode root;

  private OpenApiDocument(JsonNode root) {
    this.root = root;
  }

  static OpenApiDocument packed() {
    try (var in = OpenApiDocument.class.getResourceAsStream("/api/openapi.yaml")) {
      if (in == null) throw new AssertionError("openapi.yaml is not packed into the server");
      return new OpenApiDocument(new YAMLMapper().readTree(in));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// One method of one path.
  record Operation(String method, String path, JsonNode node) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  List<Operation> operations() {
    return root.path("paths").properties().stream()
        .flatMap(path ->
            path.getValue().properties().stream()
                .filter(member -> METHODS.contains(member.getKey()))
                .map(member ->
                    new Operation(
                        member.getKey().toUpperCase(java.util.Locale.ROOT),
                        path.getKey(),
                        member.getValue())))
        .toList();
  }

  /// The template that fits a path without query; one without placeholders wins.
  Optional<String> template(String path) {
    var templates = root.path("paths").propertyNames();
    if (templates.contains(path)) return Optional.of(path);
    return templates.stream()
        .filter(
            template -> path.matches(template.replaceAll("\\{[^}]+}", "[^/]+").replace(".", "\\.")))
        .findFirst();
  }

  Optional<Operation> operation(String method, String template) {
    return operations().stream()
        .filter(operation -> operation.method().equals(method) && operation.path().equals(template))
        .findFirst();
  }

  /// A response that is described once for all operations.
  JsonNode sharedResponse(String name) {
    return root.path("components").path("responses").path(name);
  }

  JsonNode components() {
    return root.path("components");
  }

  /// The node itself, or the one that it refers to.
  JsonNode followed(JsonNode node) {
    var reference = node.path("$ref");
    if (reference.isMissingNode()) return node;
    var target = root.at(reference.asString().substring(1));
    if (target.isMissingNode())
      throw new AssertionError("openapi.yaml: nothing at " + reference.asString());
    return followed(target);
  }

  JsonNode root() {
    return root;
  }
}
