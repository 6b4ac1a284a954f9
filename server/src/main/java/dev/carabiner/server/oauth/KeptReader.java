package dev.carabiner.server.oauth;

import dev.carabiner.server.base.Json;
import dev.carabiner.vault.Secret;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Reads the values of an answer that are kept with the connection.
final class KeptReader {
  /// Longer values are not kept.
  static final int LONGEST = 2 * 1024;

  private KeptReader() {}

  /// Those that are there, as text; objects and lists as JSON. Values above 2 KiB are left out.
  ///
  /// @param paths our name → dotted path
  static Map<String, Secret> read(JsonNode answer, Map<String, String> paths) {
    var kept = new HashMap<String, Secret>();
    paths.forEach((name, path) ->
        DottedPath.find(answer, path)
            .map(node -> node.isValueNode() ? node.asString() : Json.write(node))
            .filter(text -> !text.isEmpty() && text.length() <= LONGEST)
            .ifPresent(text -> kept.put(name, Secret.of(text))));
    return kept;
  }
}
