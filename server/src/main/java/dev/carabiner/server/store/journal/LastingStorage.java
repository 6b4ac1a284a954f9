package dev.carabiner.server.store.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// Whether a folder outlives the machine's memory, and the container.
final class LastingStorage {
  private static final Set<String> PASSING =
      Set.of("tmpfs", "ramfs", "overlay", "overlayfs", "aufs");

  private LastingStorage() {}

  /// What to tell the operator; empty when all is well.
  static Optional<String> warning(Path folder) throws IOException {
    return warning(folder, Files.getFileStore(folder).type());
  }

  static Optional<String> warning(Path folder, String type) {
    if (!PASSING.contains(type)) return Optional.empty();
    return Optional.of(
        ("store.journal: %s is on %s and goes with the machine or the container: answers of"
                + " providers that are not yet in the store go with it; use a folder on lasting storage")
            .formatted(folder, type));
  }
}
