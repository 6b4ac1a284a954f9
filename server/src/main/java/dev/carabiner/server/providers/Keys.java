package dev.carabiner.server.providers;

import dev.carabiner.server.base.SettingsProblem;
import dev.carabiner.server.base.YamlTree;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads single values of an entry, with complaints that name their place.
final class Keys {
  private Keys() {}

  /// Refuses what is not in `read`; what is in `later` is told apart from what nobody knows.
  static void allow(YamlTree.Branch branch, Set<String> read, Set<String> later) {
    branch
        .members()
        .forEach((name, value) -> {
          if (later.contains(name)) throw notYet(value);
        });
    branch.allowOnly(read);
  }

  static SettingsProblem notYet(YamlTree tree) {
    return tree.problem("is not supported yet");
  }

  static boolean yes(YamlTree tree) {
    return switch (tree.text()) {
      case "true", "yes" -> true;
      case "false", "no" -> false;
      default -> throw tree.problem("must be true or false");
    };
  }

  static Duration seconds(YamlTree tree) {
    return Duration.ofSeconds(
        number(tree, Long.MAX_VALUE, "must be a whole number of seconds above 0"));
  }

  static int count(YamlTree tree) {
    return (int) number(tree, Integer.MAX_VALUE, "must be a whole number above 0");
  }

  private static long number(YamlTree tree, long most, String rule) {
    try {
      var number = Long.parseLong(tree.text());
      if (number > 0 && number <= most) return number;
    } catch (NumberFormatException notANumber) {
      throw tree.problem(rule);
    }
    throw tree.problem(rule);
  }

  static Template template(YamlTree tree) {
    try {
      return new Template(tree.text());
    } catch (IllegalArgumentException broken) {
      throw tree.problem(String.valueOf(broken.getMessage()));
    }
  }

  /// A template whose places are all in `known`.
  static Template template(YamlTree tree, Set<String> known) {
    var template = template(tree);
    for (var name : template.names())
      if (!known.contains(name))
        throw tree.problem(
            "names ${"
                + name
                + "}, which nothing fills; allowed: "
                + String.join(", ", known.stream().sorted().toList()));
    return template;
  }

  /// A map of templates whose places are all in `known`.
  static Map<String, Template> templates(YamlTree tree, Set<String> known) {
    var templates = new LinkedHashMap<String, Template>();
    tree.branch().members().forEach((name, value) -> templates.put(name, template(value, known)));
    return templates;
  }

  /// The member of an enum whose catalogue spelling is the text.
  static <E extends Enum<E>> E choice(YamlTree tree, Class<E> kind) {
    var constants = kind.getEnumConstants();
    for (var constant : constants) if (spelling(constant).equals(tree.text())) return constant;
    throw tree.problem(
        "must be one of "
            + String.join(", ", Arrays.stream(constants).map(Keys::spelling).toList()));
  }

  static <E extends Enum<E>> Optional<E> choice(YamlTree.Branch branch, String key, Class<E> kind) {
    return branch.get(key).map(tree -> choice(tree, kind));
  }

  static Optional<String> text(YamlTree.Branch branch, String key) {
    return branch.get(key).map(YamlTree::text);
  }

  /// A list of texts, or a single text as a list of one.
  static List<String> oneOrMore(YamlTree tree) {
    return tree instanceof YamlTree.Text one ? List.of(one.value()) : tree.texts();
  }

  private static String spelling(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
