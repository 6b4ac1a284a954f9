package dev.carabiner.server.app;

import java.nio.file.Path;

/// Where the master key is to be found.
public sealed interface MasterKeySource {
  /// In a file.
  ///
  /// @param path absolute
  record InFile(Path path) implements MasterKeySource {}

  /// In an environment variable.
  record InEnvironment(String name) implements MasterKeySource {}
}
