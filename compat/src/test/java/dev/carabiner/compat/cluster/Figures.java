package dev.carabiner.compat.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What was counted, as lines of a table in `target/cluster-figures.md`.
final class Figures {
  private static final Path FILE = Path.of("target", "cluster-figures.md");

  private Figures() {}

  /// Notes one line.
  static synchronized void note(Object... cells) {
    var line = new StringBuilder("|");
    for (var cell : cells) line.append(' ').append(cell).append(" |");
    try {
      Files.createDirectories(FILE.getParent());
      Files.writeString(
          FILE, line.append('\n'), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
