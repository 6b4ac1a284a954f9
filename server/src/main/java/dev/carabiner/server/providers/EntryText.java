package dev.carabiner.server.providers;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.base.YamlTree;
import tools.jackson.databind.JsonNode;

/// Writes an entry as JSON on one line, which is YAML too.
final class EntryText {
  private EntryText() {}

  static String of(YamlTree entry) {
    return Json.write(node(entry));
  }

  private static JsonNode node(YamlTree tree) {
    return switch (tree) {
      case YamlTree.Text text -> text(text.value());
      case YamlTree.Nothing _ -> Json.array().addNull().get(0);
      case YamlTree.Row row -> {
        var array = Json.array();
        row.items().forEach(item -> array.add(node(item)));
        yield array;
      }
      case YamlTree.Branch branch -> {
        var object = Json.object();
        branch.members().forEach((name, value) -> object.set(name, node(value)));
        yield object;
      }
    };
  }

  private static JsonNode text(String value) {
    return Json.array().add(value).get(0);
  }
}
