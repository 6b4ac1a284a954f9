package dev.carabiner.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A folder that is gone when it is closed, with all that is in it.
record Scratch(Path folder) implements AutoCloseable {
  static Scratch make(String prefix) throws IOException {
    return new Scratch(Files.createTempDirectory(prefix));
  }

  /// The same in memory, where the system has such a place.
  static Scratch inMemory(String prefix) throws IOException {
    var memory = Path.of("/dev/shm");
    return Files.isWritable(memory)
        ? new Scratch(Files.createTempDirectory(memory, prefix))
        : make(prefix);
  }

  @Override
  public void close() throws IOException {
    try (var all = Files.walk(folder)) {
      for (var file : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }
}
