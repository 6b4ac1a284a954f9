package dev.carabiner.server.story;

import dev.carabiner.server.base.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One request and its answer of `api/golden`, seen from the server.
record GoldenFile(String name, JsonNode request, JsonNode response) {
  private static final Path FOLDER = Path.of("..", "api", "golden");
  private static final String SUFFIX = ".json";

  /// The JDK's client counts the body itself, and sends a length of 0 with an empty POST.
  private static final Set<String> WRITTEN_BY_THE_CLIENT = Set.of("content-length");

  static List<String> names() {
    try (var files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static GoldenFile read(String name) {
    try {
      var file = Json.parseObject(Files.readString(FOLDER.resolve(name + SUFFIX))).orElseThrow();
      return new GoldenFile(name, file.required("request"), file.required("response"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// The request, to a server at `base`.
  HttpRequest request(URI base, GoldenValues values) {
    var query = form(request.required("query"), values);
    var target = base + request.required("path").asString() + (query.isEmpty() ? "" : "?" + query);
    var built =
        HttpRequest.newBuilder(URI.create(target))
            .method(request.required("method").asString(), body(values));
    request
        .required("headers")
        .properties()
        .forEach(header -> {
          if (!WRITTEN_BY_THE_CLIENT.contains(header.getKey().toLowerCase(Locale.ROOT)))
            built.header(header.getKey(), values.fill(header.getValue().asString()));
        });
    return built.build();
  }

  private BodyPublisher body(GoldenValues values) {
    return request.required("body") instanceof ObjectNode fields
        ? BodyPublishers.ofString(form(fields, values))
        : BodyPublishers.noBody();
  }

  private static String form(JsonNode fields, GoldenValues values) {
    return fields.properties().stream()
        .map(field -> encoded(field, values))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(Map.Entry<String, JsonNode> field, GoldenValues values) {
    var value = values.fill(field.getValue().asString());
    return field.getKey() + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
