package dev.carabiner.server.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.sandbox.costume.Facts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The catalogue's files as plain trees, read without the server's reader.
final class CatalogueFacts {
  private static final String FOLDER = "/catalogue/";

  private CatalogueFacts() {}

  static List<String> ids() {
    return text("contents.txt").lines().toList();
  }

  /// What is known of a provider; of a variant, with what it shares with another.
  static Facts of(String id) {
    var own = written(id);
    return own.text("variant_of").map(base -> own.over(of(base))).orElse(own);
  }

  @SuppressWarnings("unchecked")
  private static Facts written(String id) {
    var tree = new Load(LoadSettings.builder().build()).loadFromString(text(id + ".yaml"));
    return new Facts((Map<String, ?>) tree);
  }

  private static String text(String name) {
    try (var stream = CatalogueFacts.class.getResourceAsStream(FOLDER + name)) {
      if (stream == null) throw new AssertionError("there is no " + FOLDER + name);
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
