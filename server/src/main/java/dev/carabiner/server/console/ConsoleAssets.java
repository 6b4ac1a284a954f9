package dev.carabiner.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.base.Sha256;
import dev.carabiner.server.console.parts.Logos;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/// The style sheet, the script and providers' marks, served under names with a hash of their
/// content, so browsers may keep them for ever.
public final class ConsoleAssets {
  /// Where they are served.
  public static final String PATH = "/console/assets/";

  private static final int HASH_LENGTH = 16;

  private final Map<String, Reply> byFileName = new HashMap<>();
  private final String stylesheet;
  private final String script;

  public ConsoleAssets() {
    stylesheet = add("console", ".css", "text/css; charset=utf-8", packed(read("console.css")));
    script = add("console", ".js", "text/javascript; charset=utf-8", read("console.js"));
  }

  public String stylesheet() {
    return stylesheet;
  }

  public String script() {
    return script;
  }

  /// The asset of that name.
  ///
  /// @throws Problem 404 when there is none
  public Reply find(String fileName) {
    var found = byFileName.get(fileName);
    if (found != null) return found;
    return Logos.built()
        .svg(fileName)
        .map(svg -> kept("image/svg+xml; charset=utf-8", svg))
        .orElseThrow(Problem::routeNotFound);
  }

  private String add(String name, String ending, String contentType, String text) {
    var fileName = name + "-" + Sha256.hex(text).substring(0, HASH_LENGTH) + ending;
    byFileName.put(fileName, kept(contentType, text));
    return PATH + fileName;
  }

  private static Reply kept(String contentType, String text) {
    return ConsoleHeaders.on(
        Reply.bytes(200, contentType, text.getBytes(UTF_8))
            .with("Cache-Control", "public, max-age=31536000, immutable"));
  }

  /// Without comments and without the white space that only people need.
  static String packed(String css) {
    return css.replaceAll("(?s)/\\*.*?\\*/", "")
        .replaceAll("\\s+", " ")
        .replaceAll(" ?([{};,]) ?", "$1")
        .strip();
  }

  private static String read(String name) {
    try (InputStream in = ConsoleAssets.class.getResourceAsStream("/assets/" + name)) {
      if (in == null)
        throw new IllegalStateException("The program is packaged without assets/" + name);
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
