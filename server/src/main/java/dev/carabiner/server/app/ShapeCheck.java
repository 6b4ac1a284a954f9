package dev.carabiner.server.app;

import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.setup.SettingsKey;
import dev.carabiner.server.setup.SettingsTable;
import dev.carabiner.server.setup.Values;

/// Refuses keys that nobody knows and values of the wrong kind, before anything is read from them.
final class ShapeCheck {
  private ShapeCheck() {}

  /// @throws dev.carabiner.server.base.SettingsProblem for the first thing wrong
  static void check(YamlTree.Branch top) {
    section(top, "");
  }

  private static void section(YamlTree tree, String path) {
    if (tree instanceof YamlTree.Nothing) return;
    var names = SettingsTable.children(path);
    if (!(tree instanceof YamlTree.Branch branch))
      throw tree.problem("must be a map of keys and values; allowed: " + String.join(", ", names));
    branch.allowOnly(names);
    branch
        .members()
        .forEach((name, member) -> member(member, path.isEmpty() ? name : path + "." + name));
  }

  private static void member(YamlTree tree, String path) {
    if (tree instanceof YamlTree.Nothing) return;
    var key = SettingsTable.find(path);
    if (key.isEmpty()) section(tree, path);
    else value(tree, key.get());
  }

  private static void value(YamlTree tree, SettingsKey key) {
    switch (key.shape()) {
      case ONE, SECRET -> Values.one(tree);
      case LIST -> Values.list(tree);
      case SECRETS -> {
        if (!(tree instanceof YamlTree.Text)) Values.list(tree);
      }
      case LISTS -> {
        if (tree instanceof YamlTree.Branch kinds) kinds.members().values().forEach(Values::list);
        else Values.list(tree);
      }
      case MAP -> Values.map(tree);
      case ENTRIES -> entries(tree, key);
      case FOREIGN -> Values.row(tree).forEach(YamlTree::branch);
    }
  }

  private static void entries(YamlTree tree, SettingsKey key) {
    for (var entry : Values.row(tree)) section(entry, key.path() + "[]");
  }
}
