package dev.carabiner.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One request and its answer from {@code api/golden}, with its placeholders filled in. */
record GoldenFile(String name, JsonNode request, JsonNode response) {
  static final Path FOLDER = Path.of("..", "api", "golden");

  static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("session_id", "s_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"),
          Map.entry("url", "http://127.0.0.1:8080/connected_apps/start/abc?x=%20y"),
          Map.entry("callback_url", "http://127.0.0.1:9500/other?a=b&c=d"),
          Map.entry("access_token", "ya29.provider-access-token"),
          Map.entry("expiry", "2026-11-23T23:22:36Z"),
          Map.entry("message", "Words for people."),
          Map.entry("jwt", "eyJhbGciOiJSUzI1NiJ9.eyJhenAiOiIwMTIzIn0.c2lnbmF0dXJl"),
          Map.entry("client_id", "0123456789abcdef0123456789abcdef"),
          Map.entry("client_secret", "S3cretS3cretS3cretS3cretS3cretS3cretS3cret"),
          Map.entry("scope", "read:connected_apps create:connected_apps"),
          Map.entry("seconds", "3600"),
          Map.entry("challenge", "Bearer error=\"invalid_token\""));

  static List<String> names() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".json"))
          .map(file -> file.substring(0, file.length() - ".json".length()))
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  static GoldenFile read(String name, Map<String, String> more) {
    try {
      String text = Files.readString(FOLDER.resolve(name + ".json"));
      var values = new HashMap<>(VALUES);
      values.putAll(more);
      for (var value : values.entrySet()) {
        text = text.replace("{{" + value.getKey() + "}}", value.getValue().replace("\"", "\\\""));
      }
      // In a body a count is a JSON number.
      text = text.replace("\"expires_in\": \"3600\"", "\"expires_in\": 3600");
      if (text.contains("{{")) {
        throw new AssertionError(name + " has an unknown placeholder: " + text);
      }
      JsonNode file = JsonMapper.shared().readTree(text);
      return new GoldenFile(file.get("name").asString(), file.get("request"), file.get("response"));
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  /** The answer that the server gives. */
  StubServer.Reply reply() {
    return new StubServer.Reply(
        response.get("status").asInt(),
        texts(response.get("headers")),
        response.get("body").toString());
  }

  static Map<String, String> texts(JsonNode object) {
    var texts = new TreeMap<String, String>();
    object.properties().forEach(member -> texts.put(member.getKey(), member.getValue().asString()));
    return texts;
  }
}
