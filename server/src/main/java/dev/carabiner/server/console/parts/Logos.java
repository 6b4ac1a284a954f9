package dev.carabiner.server.console.parts;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.base.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Providers' marks: one path of one colour each, from Simple Icons (CC0), by the name that the
/// catalogue has for the provider. Served under names with a hash of their content.
public final class Logos {
  /// What the file names of marks begin with.
  public static final String PREFIX = "logo-";

  private static final int HASH_LENGTH = 16;

  private final Map<String, String> fileByName = new HashMap<>();
  private final Map<String, String> svgByFile = new HashMap<>();

  private Logos() {
    for (var line : lines()) {
      var parts = line.split("\t", -1);
      var svg =
          "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\"><path fill=\"#%s\" d=\"%s\"/></svg>"
              .formatted(parts[2], parts[3]);
      var file = PREFIX + parts[1] + "-" + Sha256.hex(svg).substring(0, HASH_LENGTH) + ".svg";
      fileByName.put(parts[0], file);
      svgByFile.put(file, svg);
    }
  }

  /// Those that the program brings. Read with the first page that shows one.
  public static Logos built() {
    return Built.IN;
  }

  /// The file name of the provider's mark; empty where it has none.
  public Optional<String> file(String provider) {
    return Optional.ofNullable(fileByName.get(provider));
  }

  /// The mark, as an SVG document, of a file name that [#file] gave.
  public Optional<String> svg(String file) {
    return Optional.ofNullable(svgByFile.get(file));
  }

  private static String[] lines() {
    try (InputStream in = Logos.class.getResourceAsStream("/logos.tsv")) {
      if (in == null) throw new IllegalStateException("The program is packaged without logos.tsv");
      return new String(in.readAllBytes(), UTF_8).strip().split("\n");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static final class Built {
    static final Logos IN = new Logos();
  }
}
