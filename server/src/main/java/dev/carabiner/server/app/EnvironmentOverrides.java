package dev.carabiner.server.app;

import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.setup.SettingsKey;
import dev.carabiner.server.setup.SettingsTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Lays `CARABINER_…` environment variables over single keys of the file: `CARABINER_STORE_URL` is
/// `store.url`. Lists are separated by commas.
final class EnvironmentOverrides {
  private static final String PREFIX = "CARABINER_";

  /// Variables that the scripts and commands read.
  private static final Set<String> OF_THE_COMMANDS =
      Set.of("CARABINER_JAVA_HOME", "CARABINER_CLIENT_ID", "CARABINER_CLIENT_SECRET");

  private final Map<String, String> environment;

  EnvironmentOverrides(Map<String, String> environment) {
    this.environment = environment;
  }

  /// The settings with every overridden key replaced; its place names the variable.
  YamlTree.Branch over(YamlTree.Branch settings) {
    var result = settings;
    for (var key : SettingsTable.keys()) {
      var variable = key.variable().orElse("");
      var value = environment.get(variable);
      if (value != null) result = put(result, key.steps(), tree(key, variable, value));
    }
    return result;
  }

  /// A sentence for every variable that looks like an override and is none.
  List<String> unknown() {
    var known = new ArrayList<>(OF_THE_COMMANDS);
    SettingsTable.keys().forEach(key -> key.variable().ifPresent(known::add));
    return environment.keySet().stream()
        .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
        .sorted()
        .map(name -> "the environment variable " + name + " names no key and is ignored")
        .toList();
  }

  private static YamlTree tree(SettingsKey key, String variable, String value) {
    var place = new YamlTree.Place(variable, 1, key.path());
    if (key.shape() != SettingsKey.Shape.LIST) return new YamlTree.Text(place, value);
    var items = new ArrayList<YamlTree>();
    for (var item : value.split(",", -1))
      if (!item.isBlank()) items.add(new YamlTree.Text(place, item.strip()));
    return new YamlTree.Row(place, items);
  }

  static YamlTree.Branch put(YamlTree.Branch branch, List<String> steps, YamlTree value) {
    var members = new LinkedHashMap<>(branch.members());
    var name = steps.getFirst();
    if (steps.size() == 1) members.put(name, value);
    else
      members.put(name, put(Defaults.section(branch, name), steps.subList(1, steps.size()), value));
    return new YamlTree.Branch(branch.place(), members);
  }
}
