package dev.carabiner.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipInputStream;

/// The distribution of Keycloak, as Maven's repository has it; fetched once per build, when a long
/// test asks for it.
final class KeycloakFolder {
  static final String VERSION = "26.0.0";
  private static final Path FOLDER = Path.of("target", "keycloak").toAbsolutePath();
  private static final Path ARCHIVE = FOLDER.resolve("keycloak-quarkus-dist-" + VERSION + ".zip");
  private static final String FETCH =
      "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy";

  private KeycloakFolder() {}

  /// An installation that nobody has started yet, in a folder of the caller's.
  static Path fresh(Path folder) {
    Alone.during("keycloak", KeycloakFolder::fetch);
    try (var archive = new ZipInputStream(Files.newInputStream(ARCHIVE))) {
      for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
        var file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) throw new AssertionError("leads outside: " + entry);
        if (entry.isDirectory()) Files.createDirectories(file);
        else {
          Files.createDirectories(file.getParent());
          Files.copy(archive, file);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return folder.resolve("keycloak-" + VERSION);
  }

  /// Where Keycloak prints.
  static Path log() {
    return FOLDER.resolve("keycloak.log");
  }

  private static void fetch() {
    if (Files.exists(ARCHIVE)) return;
    try {
      Files.createDirectories(FOLDER);
      var log = FOLDER.resolve("maven.log").toFile();
      var maven =
          new ProcessBuilder(
                  "mvn",
                  "-B",
                  FETCH,
                  "-Dartifact=org.keycloak:keycloak-quarkus-dist:" + VERSION + ":zip",
                  "-DoutputDirectory=" + FOLDER)
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log);
      maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
      if (maven.start().waitFor() != 0) throw new AssertionError("no Keycloak: see " + log);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }
}
