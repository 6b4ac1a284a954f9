package dev.carabiner.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The scripts and, installed once per build, the packages of `src/test/node`.
final class NodeFolder {
  private static final Path SOURCES = Path.of("src", "test", "node");
  private static final Path FOLDER = Path.of("target", "node").toAbsolutePath();
  private static final Path INSTALLED = FOLDER.resolve("node_modules").resolve("installed-lock");

  private NodeFolder() {}

  /// Ready to run scripts in.
  static synchronized Path ready() {
    Alone.during("node", NodeFolder::prepare);
    return FOLDER;
  }

  private static void prepare() {
    try {
      copySources();
      if (!isInstalled()) install();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void copySources() throws IOException {
    Files.createDirectories(FOLDER);
    try (var sources = Files.list(SOURCES)) {
      for (var source : sources.toList()) {
        var copy = FOLDER.resolve(source.getFileName());
        // another process may be running it
        if (!Files.exists(copy) || Files.mismatch(source, copy) != -1)
          Files.copy(source, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static boolean isInstalled() throws IOException {
    return Files.exists(INSTALLED) && Files.mismatch(INSTALLED, lock()) == -1;
  }

  private static void install() throws IOException {
    var log = FOLDER.resolve("npm.log").toFile();
    var npm =
        new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    try {
      if (npm.waitFor() != 0) throw new AssertionError("npm ci failed: see " + log);
    } catch (InterruptedException stopping) {
      npm.destroy();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
    Files.copy(lock(), INSTALLED, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path lock() {
    return FOLDER.resolve("package-lock.json");
  }
}
