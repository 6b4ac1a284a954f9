package dev.carabiner.compat.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program of the operating system that runs as the database's user until it is closed.
final class Outsider implements AutoCloseable {
  private static final String USER = "postgres";

  private final Process process;

  private Outsider(Process process) {
    this.process = process;
  }

  /// @param log where it prints
  static Outsider start(Path log, String... command) {
    var whole =
        new ArrayList<>(List.of("setpriv", "--reuid", USER, "--regid", USER, "--clear-groups"));
    whole.addAll(List.of(command));
    try {
      return new Outsider(
          new ProcessBuilder(whole).redirectErrorStream(true).redirectOutput(log.toFile()).start());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Runs one to its end.
  ///
  /// @throws AssertionError when it fails
  static void run(Path log, String... command) {
    try {
      if (start(log, command).process.waitFor() != 0)
        throw new AssertionError(command[0] + " failed: see " + log);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  /// A folder that it can write to, and look into from above.
  static Path folder(Path folder) {
    try {
      Files.createDirectories(folder);
      for (var above = folder; above.getNameCount() > 1; above = above.getParent())
        if (above.getFileName().toString().startsWith("junit"))
          Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxr-xr-x"));
      Commands.run("chown", USER, folder.toString());
      return folder;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// `kill -9`.
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /// `kill -9`, of what it has started too.
  void killWithChildren() {
    var children = process.descendants().toList();
    kill();
    children.forEach(ProcessHandle::destroyForcibly);
    children.forEach(child -> child.onExit().join());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) kill();
    } catch (InterruptedException stopping) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
