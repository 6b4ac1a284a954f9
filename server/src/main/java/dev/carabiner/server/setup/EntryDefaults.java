package dev.carabiner.server.setup;

import dev.carabiner.server.base.Yaml;
import dev.carabiner.server.base.YamlTree;
import java.util.LinkedHashMap;
import java.util.List;

/// Fills in what an entry of `clients` or `apps` does not say itself. Values from here stand at
/// line 0.
public final class EntryDefaults {
  /// What the place of a default names instead of a file.
  public static final String FILE = "default";

  private static final String NAME = "name";

  private EntryDefaults() {}

  /// A copy of an entry in which every key with a default has a value; its name is by default what
  /// it is known by.
  ///
  /// @param path `apps[]` or `clients[]`
  public static YamlTree.Branch fill(YamlTree.Branch entry, String path) {
    var members = new LinkedHashMap<>(entry.members());
    for (var name : SettingsTable.children(path))
      if (entry.get(name).isEmpty())
        SettingsTable.find(path + "." + name)
            .flatMap(SettingsKey::fixedDefault)
            .ifPresent(text -> members.put(name, value(text, place(entry, name))));
    if (entry.get(NAME).isEmpty())
      entry
          .get(path.equals("apps[]") ? "key" : "id")
          .ifPresent(
              known -> members.put(NAME, new YamlTree.Text(place(entry, NAME), known.text())));
    return new YamlTree.Branch(entry.place(), members);
  }

  /// Where the default of a member stands.
  public static YamlTree.Place place(YamlTree.Branch parent, String name) {
    var path = parent.place().key();
    return new YamlTree.Place(FILE, 0, path.isEmpty() ? name : path + "." + name);
  }

  /// A default as a tree.
  public static YamlTree value(String yaml, YamlTree.Place place) {
    return switch (Yaml.read(yaml, FILE)) {
      case YamlTree.Text text -> new YamlTree.Text(place, text.value());
      case YamlTree.Row row when row.items().isEmpty() -> new YamlTree.Row(place, List.of());
      default -> throw new IllegalStateException("No default of that kind: " + yaml);
    };
  }
}
