package dev.carabiner.server.seeded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A bug that breaks one rule of the program.
///
/// @param name the file's, without its end
/// @param rule what it breaks, in a sentence
/// @param caughtBy the tests that must turn red, as classes' simple names
/// @param replacements what it changes
record SeededBug(String name, String rule, List<String> caughtBy, List<Replacement> replacements) {
  private static final Path SOURCES = Path.of("src/main/java/dev/carabiner/server");
  private static final String FILE = "--- file: ";
  private static final String INSTEAD = "--- instead";

  /// A text that stands once in a file, and what stands there instead.
  record Replacement(Path file, String text, String instead) {
    private String applied(String source) {
      var first = source.indexOf(text);
      if (first < 0 || source.indexOf(text, first + 1) >= 0)
        throw new AssertionError(file + " must hold exactly once:\n" + text);
      return source.replace(text, instead);
    }
  }

  /// The files with the bug in them.
  ///
  /// @throws AssertionError when a text is not there exactly once: the program has moved on, and
  ///   the bug has to follow it
  Map<Path, String> sources() {
    var sources = new LinkedHashMap<Path, String>();
    for (var each : replacements)
      sources.put(each.file(), each.applied(sources.computeIfAbsent(each.file(), SeededBug::read)));
    return sources;
  }

  /// All of them, by name.
  static List<SeededBug> all() {
    try (var files = Files.list(Path.of("src/test/seeded-bugs"))) {
      return files
          .filter(file -> file.toString().endsWith(".bug"))
          .sorted()
          .map(SeededBug::parse)
          .toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static SeededBug parse(Path file) {
    var lines = read(file).lines().toList();
    var name = file.getFileName().toString().replace(".bug", "");
    var replacements = new ArrayList<Replacement>();
    for (var at = 2; at < lines.size(); ) {
      if (!lines.get(at).startsWith(FILE)) throw new AssertionError(name + ": " + lines.get(at));
      var source = SOURCES.resolve(lines.get(at).substring(FILE.length()));
      var middle = at + lines.subList(at, lines.size()).indexOf(INSTEAD);
      var end = middle + 1;
      while (end < lines.size() && !lines.get(end).startsWith(FILE)) end++;
      replacements.add(
          new Replacement(
              source,
              String.join("\n", lines.subList(at + 1, middle)),
              String.join("\n", lines.subList(middle + 1, end))));
      at = end;
    }
    return new SeededBug(name, lines.get(0), List.of(lines.get(1).split(" ", -1)), replacements);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public String toString() {
    return name + ": " + rule;
  }
}
