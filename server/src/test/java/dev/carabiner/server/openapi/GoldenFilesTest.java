package dev.carabiner.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// The golden files and the description are two tellings of one contract.
final class GoldenFilesTest {
  private static final Map<String, String> PLACEHOLDERS =
      Map.of(
          "{{challenge}}", "Bearer realm=\\\"carabiner\\\"",
          "{{url}}", "https://connect.example.com/connected_apps/start/abc",
          "{{expiry}}", "2026-11-23T23:22:36Z",
          "{{seconds}}", "30",
          "{{jwt}}", "abc.def.ghi",
          "{{access_token}}", "abc.def.ghi");

  /// What golden files leave out when it does not matter to clients.
  private static final Map<String, List<String>> ALSO_SENT =
      Map.of(
          "Cache-Control",
          List.of("no-store"),
          "WWW-Authenticate",
          List.of("Basic realm=\"carabiner\""),
          "Retry-After",
          List.of("1"),
          "RateLimit-Reset",
          List.of("1"));

  static Stream<Path> goldenFiles() throws IOException {
    try (var files = Files.list(Path.of("..", "api", "golden"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void a_golden_answer_fits_the_description(Path file) throws IOException {
    var golden = Json.parseObject(filled(Files.readString(file))).orElseThrow();
    var request = golden.path("request");
    var response = golden.path("response");

    new OpenApiContract()
        .check(
            request.path("method").asString(),
            request.path("path").asString(),
            response.path("status").asInt(),
            headers(response.path("headers")),
            Json.write(response.path("body")));
  }

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void a_golden_request_names_only_parameters_of_the_description(Path file) throws IOException {
    var request = Json.parseObject(Files.readString(file)).orElseThrow().path("request");
    var document = OpenApiDocument.packed();
    var operation =
        document
            .template(request.path("path").asString())
            .flatMap(path -> document.operation(request.path("method").asString(), path));
    if (operation.isEmpty()) return;

    var described =
        operation
            .get()
            .node()
            .path("parameters")
            .valueStream()
            .map(parameter -> document.followed(parameter).path("name").asString())
            .toList();
    assertThat(described).containsAll(request.path("query").propertyNames());
  }

  private static String filled(String text) {
    var filled = text.replaceAll("(\"expires_in\"\\s*:\\s*)\"\\{\\{seconds}}\"", "$1 30");
    for (var placeholder : PLACEHOLDERS.entrySet())
      filled = filled.replace(placeholder.getKey(), placeholder.getValue());
    return filled.replaceAll("\\{\\{([a-z_]+)}}", "$1");
  }

  private static Map<String, List<String>> headers(JsonNode golden) {
    var headers = new HashMap<>(ALSO_SENT);
    golden
        .properties()
        .forEach(header -> headers.put(header.getKey(), List.of(header.getValue().asString())));
    return headers;
  }
}
