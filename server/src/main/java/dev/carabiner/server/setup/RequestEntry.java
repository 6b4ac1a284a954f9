package dev.carabiner.server.setup;

import dev.carabiner.server.base.SettingsProblem;
import dev.carabiner.server.base.YamlTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An entry of `apps` or `clients` as a request tells it: the settings file's keys with `_` for
/// `-`, in JSON. It becomes the tree that the readers of the file know, and their complaints get
/// the words of the request.
final class RequestEntry {
  private static final String REQUEST = "request";

  /// `apps[]` or `clients[]`.
  private final String path;

  private final Pattern keys;

  RequestEntry(String path) {
    this.path = path;
    this.keys =
        Pattern.compile(
            SettingsTable.children(path).stream()
                .filter(key -> key.contains("-"))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .collect(Collectors.joining("|", "\\b(", ")\\b")));
  }

  /// What `read` makes of the entry with defaults filled in.
  ///
  /// @throws Refused when something in it is wrong
  <T> T read(ObjectNode entry, Function<YamlTree.Branch, T> read) {
    try {
      return read.apply(EntryDefaults.fill(tree(entry), path));
    } catch (SettingsProblem problem) {
      throw new Refused(words(problem));
    }
  }

  /// A complaint about a key of the file, in the words of the request.
  String words(String key, String what) {
    return keys.matcher(key + ": " + what).replaceAll(found -> found.group().replace('-', '_'));
  }

  /// An entry that cannot be used; the message names the key.
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why, null, false, false);
    }

    String why() {
      return String.valueOf(getMessage());
    }
  }

  private YamlTree.Branch tree(ObjectNode entry) {
    var top = path.replace("[]", "[0]");
    var members = new LinkedHashMap<String, YamlTree>();
    for (var member : entry.properties()) {
      var name = member.getKey().replace('_', '-');
      members.put(name, tree(member.getValue(), top + "." + name));
    }
    var tree = new YamlTree.Branch(place(top), members);
    tree.allowOnly(SettingsTable.children(path));
    return tree;
  }

  private static YamlTree tree(JsonNode value, String key) {
    var place = place(key);
    if (value.isNull()) return new YamlTree.Nothing(place);
    if (value.isString()) return new YamlTree.Text(place, value.stringValue());
    if (value.isArray()) {
      var items = new ArrayList<YamlTree>();
      for (var item : value) items.add(tree(item, key + "[" + items.size() + "]"));
      return new YamlTree.Row(place, items);
    }
    if (value instanceof ObjectNode object) {
      var members = new LinkedHashMap<String, YamlTree>();
      object
          .properties()
          .forEach(
              each -> members.put(each.getKey(), tree(each.getValue(), key + "." + each.getKey())));
      return new YamlTree.Branch(place, members);
    }
    throw new SettingsProblem(REQUEST, 0, key, "must be a string");
  }

  private static YamlTree.Place place(String key) {
    return new YamlTree.Place(REQUEST, 0, key);
  }

  private String words(SettingsProblem problem) {
    var message = String.valueOf(problem.getMessage());
    var what = message.substring(message.indexOf(problem.key()) + problem.key().length() + 2);
    var top = path.replace("[]", "[0]");
    return problem.key().equals(top)
        ? keys.matcher(what).replaceAll(found -> found.group().replace('-', '_'))
        : words(problem.key().substring(top.length() + 1), what);
  }
}
