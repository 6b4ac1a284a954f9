package dev.carabiner.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Which version this is.
final class Version {
  private Version() {}

  /// Such as `0.1.0`.
  static String text() {
    try (var resource = Version.class.getResourceAsStream("version.txt")) {
      if (resource == null) throw new IllegalStateException("The program lacks its version");
      return new String(resource.readAllBytes(), UTF_8).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
