package dev.carabiner.server.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.base.YamlTree;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Puts the values of environment variables and files in place of `${env:NAME}` and `${file:PATH}`.
/// Other `${…}` belong to the templates of providers and stay.
final class References {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]*)}");
  private static final Pattern OPENING = Pattern.compile("\\$\\{(env|file)\\b");
  private static final int LONGEST_FILE = 64 * 1024;

  private final Path folder;
  private final Map<String, String> environment;
  private final Set<String> replaced = new HashSet<>();

  References(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /// A copy of `tree` without references.
  ///
  /// @throws dev.carabiner.server.base.SettingsProblem when a variable or a file is not there
  YamlTree resolve(YamlTree tree) {
    return switch (tree) {
      case YamlTree.Text text -> text(text);
      case YamlTree.Nothing nothing -> nothing;
      case YamlTree.Branch branch -> branch(branch);
      case YamlTree.Row row -> {
        var items = new ArrayList<YamlTree>();
        row.items().forEach(item -> items.add(resolve(item)));
        yield new YamlTree.Row(row.place(), items);
      }
    };
  }

  /// As [#resolve], for a map.
  YamlTree.Branch branch(YamlTree.Branch branch) {
    var members = new LinkedHashMap<String, YamlTree>();
    branch.members().forEach((name, member) -> members.put(name, resolve(member)));
    return new YamlTree.Branch(branch.place(), members);
  }

  /// Whether the value at this dotted key came from elsewhere, so that the file does not hold it.
  boolean replaced(String key) {
    return replaced.contains(key);
  }

  private YamlTree text(YamlTree.Text text) {
    if (!OPENING.matcher(text.value()).find()) return text;
    var match = REFERENCE.matcher(text.value());
    var result = new StringBuilder();
    var end = 0;
    while (match.find()) {
      result.append(text.value(), end, match.start());
      result.append(
          match.group(1).equals("env")
              ? variable(text, match.group(2))
              : file(text, match.group(2)));
      end = match.end();
    }
    var rest = text.value().substring(end);
    if (OPENING.matcher(rest).find())
      throw text.problem("a reference is not spelled right; allowed: ${env:NAME}, ${file:PATH}");
    replaced.add(text.place().key());
    return new YamlTree.Text(text.place(), result.append(rest).toString());
  }

  private String variable(YamlTree.Text text, String name) {
    var value = environment.get(name);
    if (value == null)
      throw text.problem(
          "the environment variable \"" + name + "\" is not set; allowed: one that is set");
    return value;
  }

  private String file(YamlTree.Text text, String name) {
    try {
      var path = folder.resolve(name);
      if (!Files.isRegularFile(path) || Files.size(path) > LONGEST_FILE)
        throw text.problem(
            "there is no file " + path + " of at most 64 KiB; allowed: one that is there");
      return Files.readString(path, UTF_8).stripTrailing();
    } catch (MalformedInputException notText) {
      throw text.problem("the file " + name + " is not text in UTF-8; allowed: one that is");
    } catch (IOException | java.nio.file.InvalidPathException unreadable) {
      throw text.problem("the file " + name + " cannot be read; allowed: one that can");
    }
  }
}
