package dev.carabiner.server.providers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// The built-in entries that many connect to first.
public final class OftenConnected {
  private static final String FILE = "/catalogue/often.txt";

  private OftenConnected() {}

  /// Their ids, as they are shown.
  public static List<String> ids() {
    try (var stream = OftenConnected.class.getResourceAsStream(FILE)) {
      if (stream == null) throw new IllegalStateException("The program lacks its " + FILE);
      return new String(stream.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
