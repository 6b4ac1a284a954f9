package dev.carabiner.server.app;

import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.setup.EntryDefaults;
import dev.carabiner.server.setup.SettingsKey;
import dev.carabiner.server.setup.SettingsKey.Shape;
import dev.carabiner.server.setup.SettingsTable;
import dev.carabiner.server.setup.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The settings in force, key by key, each with where it came from; secrets only as `set`.
public final class EffectiveSettings {
  private EffectiveSettings() {}

  /// One setting.
  ///
  /// @param key its dotted name, such as `apps[0].key`
  /// @param value its value, as YAML on one line
  /// @param origin `default`, file and line, or an environment variable
  public record Line(String key, String value, String origin) {}

  /// Every setting, in the order of the reference.
  public static List<Line> of(SettingsReading reading) {
    return of(reading.tree());
  }

  static List<Line> of(YamlTree.Branch tree) {
    var lines = new ArrayList<Line>();
    for (var key : SettingsTable.keys()) lines(tree, key.path(), key, lines);
    return List.copyOf(lines);
  }

  private static void lines(YamlTree tree, String path, SettingsKey key, List<Line> lines) {
    var step = path.replaceAll("\\..*", "");
    var rest = path.length() == step.length() ? "" : path.substring(step.length() + 1);
    var member = tree.branch().get(step.replace("[]", ""));
    if (member.isEmpty()) return;
    if (step.endsWith("[]")) member.get().row().forEach(entry -> lines(entry, rest, key, lines));
    else if (!rest.isEmpty()) lines(member.get(), rest, key, lines);
    else if (key.shape() == Shape.FOREIGN)
      member.get().row().forEach(entry -> foreign(entry, lines));
    else if (key.shape() != Shape.ENTRIES) lines.add(line(member.get(), key.shape()));
  }

  private static void foreign(YamlTree entry, List<Line> lines) {
    entry.branch().members().values().forEach(value -> lines.add(line(value, Shape.ONE)));
  }

  private static Line line(YamlTree tree, Shape shape) {
    var key = tree.place().key();
    return new Line(key, value(tree, shape), origin(tree.place()));
  }

  private static String value(YamlTree tree, Shape shape) {
    if (shape == Shape.SECRET || shape == Shape.SECRETS) return "set";
    // the password of postgresql://user:password@host
    if (tree.place().key().equals("store.url"))
      return Values.one(tree).replaceAll("(?<=://[^/@:]{0,255}:)[^/]*(?=@)", "***");
    return flow(tree);
  }

  private static String flow(YamlTree tree) {
    return switch (tree) {
      case YamlTree.Text text -> text.value();
      case YamlTree.Nothing _ -> "";
      case YamlTree.Row row ->
          row.items().stream()
              .map(EffectiveSettings::flow)
              .collect(Collectors.joining(", ", "[", "]"));
      case YamlTree.Branch branch ->
          branch.members().entrySet().stream()
              .map(member -> member.getKey() + ": " + flow(member.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
    };
  }

  private static String origin(YamlTree.Place place) {
    if (place.line() == 0) return EntryDefaults.FILE;
    return isVariable(place.file()) ? place.file() : place.file() + ":" + place.line();
  }

  /// Whether a place names an overriding environment variable instead of a file.
  static boolean isVariable(String file) {
    return SettingsTable.keys().stream()
        .anyMatch(key -> key.variable().filter(file::equals).isPresent());
  }
}
