package dev.carabiner.server.setup;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON merge patch (RFC 7396).
final class MergePatch {
  private MergePatch() {}

  /// Lays `changes` over `target`, which is changed: null takes a member out, an object is laid
  /// over the one that is there, anything else takes its place.
  static void apply(ObjectNode target, ObjectNode changes) {
    for (var change : changes.properties()) {
      var name = change.getKey();
      switch (change.getValue()) {
        case ObjectNode inner -> {
          var present =
              target.get(name) instanceof ObjectNode object ? object : target.putObject(name);
          apply(present, inner);
        }
        case JsonNode value when value.isNull() -> target.remove(name);
        case JsonNode value -> target.set(name, value);
      }
    }
  }
}
