package dev.carabiner.server.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The tables of `HOUSE.md`.
final class HouseTable {
  /// Surefire runs in the module's folder.
  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static final Pattern WORD = Pattern.compile("`([^`]+)`");

  private HouseTable() {}

  /// Room or module → what it may use, from the table whose first column is called `name`.
  static Map<String, Set<String>> arrows(String name) {
    var arrows = new LinkedHashMap<String, Set<String>>();
    for (var cells : rows(name))
      arrows.put(words(cells.get(0)).getFirst(), new LinkedHashSet<>(words(cells.get(2))));
    return arrows;
  }

  /// The files that may be long.
  static Set<String> longFiles() {
    var files = new LinkedHashSet<String>();
    for (var cells : rows("file")) files.add(words(cells.get(0)).getFirst());
    return files;
  }

  private static List<List<String>> rows(String name) {
    var rows = new ArrayList<List<String>>();
    var inside = false;
    for (var line : lines()) {
      if (!line.startsWith("|")) inside = false;
      else if (line.startsWith("| " + name + " |")) inside = true;
      else if (inside && !line.startsWith("|---"))
        rows.add(List.of(line.substring(1).split("\\|", -1)));
    }
    return rows;
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(ROOT.resolve("HOUSE.md"));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static List<String> words(String cell) {
    return WORD.matcher(cell).results().map(match -> match.group(1)).toList();
  }
}
