package dev.carabiner.server.store.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.sessions.Journal;
import dev.carabiner.vault.Sealed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// What is written in tests, and how it is looked at.
final class Samples {
  private Samples() {}

  /// Bytes of that length that begin with the text.
  static Sealed sealed(String text, int length) {
    return Sealed.of(Arrays.copyOf(text.getBytes(UTF_8), length));
  }

  static Sealed sealed(String text) {
    return sealed(text, text.length());
  }

  /// Begins an entry and writes these into it.
  static Journal.Entry written(Journal journal, String... texts) {
    var entry = journal.begin();
    for (var text : texts) entry.write(sealed(text));
    return entry;
  }

  /// The records of all entries that are kept.
  static List<List<Sealed>> records(Journal journal) {
    return journal.kept().stream().map(Journal.Kept::records).toList();
  }

  /// The segment files, oldest first.
  static List<Path> segments(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("segment"))
          .sorted()
          .toList();
    }
  }
}
