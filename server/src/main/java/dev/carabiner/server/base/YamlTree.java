package dev.carabiner.server.base;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// A piece of a YAML file that knows where it stands.
public sealed interface YamlTree {
  /// Where this piece stands.
  Place place();

  /// A complaint about this piece, with its file, line and key; the caller throws it.
  default SettingsProblem problem(String whatIsWrong) {
    var place = place();
    return new SettingsProblem(
        place.file(), place.line(), place.key().isEmpty() ? "(top)" : place.key(), whatIsWrong);
  }

  /// The text of a scalar.
  ///
  /// @throws SettingsProblem for a map, a list or nothing
  default String text() {
    if (this instanceof Text text) return text.value();
    throw problem("must be a single value");
  }

  /// The members of a map.
  ///
  /// @throws SettingsProblem for anything else
  default Branch branch() {
    if (this instanceof Branch branch) return branch;
    throw problem("must be a map of keys and values");
  }

  /// The items of a list.
  ///
  /// @throws SettingsProblem for anything else
  default List<YamlTree> row() {
    if (this instanceof Row row) return row.items();
    throw problem("must be a list");
  }

  /// The items of a list of single values.
  ///
  /// @throws SettingsProblem for anything else
  default List<String> texts() {
    return row().stream().map(YamlTree::text).toList();
  }

  /// The members of a map of single values, in their order.
  ///
  /// @throws SettingsProblem for anything else
  default Map<String, String> textMap() {
    var texts = new LinkedHashMap<String, String>();
    branch().members().forEach((key, value) -> texts.put(key, value.text()));
    return Collections.unmodifiableMap(texts);
  }

  /// A file, a line in it counted from 1, and the dotted key that leads here.
  record Place(String file, int line, String key) {}

  /// A single value.
  record Text(Place place, String value) implements YamlTree {}

  /// A list.
  record Row(Place place, List<YamlTree> items) implements YamlTree {
    public Row {
      items = List.copyOf(items);
    }
  }

  /// An empty value (`key:` or `~`).
  record Nothing(Place place) implements YamlTree {}

  /// A map in the order of the file.
  record Branch(Place place, Map<String, YamlTree> members) implements YamlTree {
    public Branch {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /// The member of that name; empty when it is missing or has no value.
    public Optional<YamlTree> get(String name) {
      return Optional.ofNullable(members.get(name)).filter(tree -> !(tree instanceof Nothing));
    }

    /// The member of that name.
    ///
    /// @throws SettingsProblem when it is missing
    public YamlTree need(String name) {
      return get(name).orElseThrow(() -> problem("needs the key " + name));
    }

    /// The member of that name read by `reader`, or `absent`.
    public <T> T get(String name, Function<YamlTree, T> reader, T absent) {
      return get(name).map(reader).orElse(absent);
    }

    /// Refuses every member whose name is not in `allowed`.
    ///
    /// @throws SettingsProblem naming the first unknown key, its line and what is allowed
    public void allowOnly(Set<String> allowed) {
      members.forEach((name, tree) -> {
        if (!allowed.contains(name))
          throw tree.problem(
              "unknown key; allowed: " + String.join(", ", allowed.stream().sorted().toList()));
      });
    }
  }
}
