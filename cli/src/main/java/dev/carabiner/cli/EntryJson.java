package dev.carabiner.cli;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.base.YamlTree;
import tools.jackson.databind.node.ObjectNode;

/// An entry of the catalogue as JSON; all single values are texts, as in the file.
final class EntryJson {
  private EntryJson() {}

  static ObjectNode of(YamlTree.Branch entry) {
    var object = Json.object();
    entry
        .members()
        .forEach((name, value) -> {
          switch (value) {
            case YamlTree.Text text -> object.put(name, text.value());
            case YamlTree.Nothing _ -> object.putNull(name);
            case YamlTree.Branch branch -> object.set(name, of(branch));
            case YamlTree.Row row -> {
              var array = object.putArray(name);
              for (var item : row.items())
                if (item instanceof YamlTree.Branch branch) array.add(of(branch));
                else array.add(item.text());
            }
          }
        });
    return object;
  }
}
