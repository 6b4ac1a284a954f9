package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads `parameter_names`.
final class ParameterNamesReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.\\[\\]-]{0,63}");
  private static final String TOKEN = "token.";
  private static final String CALLBACK = "callback.";

  private ParameterNamesReader() {}

  static Quirk.ParameterNames read(YamlTree tree) {
    var everywhere = new LinkedHashMap<String, String>();
    var token = new LinkedHashMap<String, String>();
    var callback = new LinkedHashMap<String, String>();
    tree.branch()
        .members()
        .forEach((key, value) -> {
          if (key.startsWith(TOKEN)) token.put(key.substring(TOKEN.length()), name(value));
          else if (key.startsWith(CALLBACK))
            callback.put(key.substring(CALLBACK.length()), name(value));
          else everywhere.put(key, name(value));
        });
    for (var names : List.of(everywhere, token, callback)) distinct(tree, names);
    return new Quirk.ParameterNames(everywhere, token, callback);
  }

  /// A text that can be the name of a parameter.
  static String name(YamlTree tree) {
    if (!NAME.matcher(tree.text()).matches())
      throw tree.problem("must be a parameter's name: letters, digits and _.-[], at most 64");
    return tree.text();
  }

  private static void distinct(YamlTree tree, Map<String, String> names) {
    if (new HashSet<>(names.values()).size() != names.size())
      throw tree.problem("gives two parameters the same name");
  }
}
