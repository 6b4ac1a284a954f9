package dev.carabiner.server.setup;

import dev.carabiner.server.base.SettingsProblem;
import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.vault.Secret;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Reads single settings; whatever is wrong with one is said with its place and what is allowed.
public final class Values {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})([smhd])");
  private static final Pattern NAME =
      Pattern.compile(
          "[^\\p{Cc}\\u2028\\u2029\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]{1,80}");
  private static final Duration LONGEST = Duration.ofDays(36500);
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  private Values() {}

  /// A complaint about `tree` that ends with what its key allows.
  public static SettingsProblem wrong(YamlTree tree, String what) {
    var key = tree.place().key().replaceAll("(?<=\\w)\\[[0-9]+]$", "");
    var allowed =
        SettingsTable.find(tree.place().key())
            .or(() -> SettingsTable.find(key))
            .or(() -> SettingsTable.find(key.replaceAll("\\.[^.]*$", "")))
            .map(found -> "; allowed: " + found.allowed())
            .orElse("");
    return tree.problem(what + allowed);
  }

  /// The member of that name; a complaint about the whole entry when there is none.
  public static YamlTree need(YamlTree.Branch entry, String name) {
    return entry
        .get(name)
        .orElseThrow(() -> {
          var key = SettingsTable.find(entry.place().key() + "." + name);
          return entry.problem(
              "needs the key "
                  + name
                  + key.map(found -> "; allowed: " + found.allowed()).orElse(""));
        });
  }

  public static String one(YamlTree tree) {
    if (tree instanceof YamlTree.Text text) return text.value();
    throw wrong(tree, "must be a single value");
  }

  public static List<YamlTree> row(YamlTree tree) {
    if (tree instanceof YamlTree.Row row) return row.items();
    throw wrong(tree, "must be a list");
  }

  /// The items of a list of single values.
  public static List<String> list(YamlTree tree) {
    return row(tree).stream().map(Values::one).toList();
  }

  /// The members of a map of single values.
  public static Map<String, String> map(YamlTree tree) {
    if (!(tree instanceof YamlTree.Branch branch))
      throw wrong(tree, "must be a map of keys and values");
    branch.members().values().forEach(Values::one);
    return branch.textMap();
  }

  /// What `read` makes of a single value; empty means that it is `what`.
  public static <T> T read(YamlTree tree, Function<String, Optional<T>> read, String what) {
    return read.apply(one(tree)).orElseThrow(() -> wrong(tree, what));
  }

  /// As [#read], for every item of a list.
  public static <T> List<T> readAll(
      YamlTree tree, Function<String, Optional<T>> read, String what) {
    return row(tree).stream().map(item -> read(item, read, what)).toList();
  }

  public static <T> T choice(YamlTree tree, Map<String, T> choices) {
    return read(tree, word -> Optional.ofNullable(choices.get(word)), "is none of the words known");
  }

  public static String name(YamlTree tree) {
    return read(
        tree,
        text -> Optional.of(text).filter(name -> NAME.matcher(name).matches() && !name.isBlank()),
        "is empty, too long or has characters that do not print");
  }

  public static Workspace workspace(YamlTree tree) {
    return attempt(tree, () -> new Workspace(one(tree)), "is not a workspace's name");
  }

  public static Path path(YamlTree tree, Path folder) {
    return path(tree, one(tree), folder);
  }

  /// The path that a part of a value spells, relative to `folder`.
  public static Path path(YamlTree tree, String text, Path folder) {
    if (text.isBlank()) throw wrong(tree, "names no file");
    try {
      return folder.resolve(text).normalize();
    } catch (InvalidPathException notAPath) {
      throw wrong(tree, "is not a path");
    }
  }

  public static Secret secret(YamlTree tree) {
    if (one(tree).isBlank()) throw wrong(tree, "is empty");
    return Secret.of(one(tree));
  }

  /// A duration of at least one second and at most `longest`.
  public static Duration duration(YamlTree tree, Duration longest) {
    var duration = read(tree, Values::parseDuration, "is not a duration");
    if (duration.isZero()) throw wrong(tree, "must be longer than nothing");
    if (duration.compareTo(longest) > 0) throw wrong(tree, "is too long");
    return duration;
  }

  public static Duration duration(YamlTree tree) {
    return duration(tree, LONGEST);
  }

  /// Reads a number and one of `s`, `m`, `h` and `d`.
  static Optional<Duration> parseDuration(String text) {
    var match = DURATION.matcher(text);
    if (!match.matches()) return Optional.empty();
    var unit = UNITS.get(match.group(2));
    return unit == null
        ? Optional.empty()
        : Optional.of(Duration.of(Long.parseLong(match.group(1)), unit));
  }

  /// What `make` makes, or a complaint when it refuses its argument.
  public static <T> T attempt(YamlTree tree, Supplier<T> make, String what) {
    try {
      return make.get();
    } catch (IllegalArgumentException refused) {
      throw wrong(tree, what);
    }
  }
}
