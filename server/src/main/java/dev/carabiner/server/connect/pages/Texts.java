package dev.carabiner.server.connect.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the connecting user's pages say in one language: `words/connect.TAG.properties`, the same
/// keys in each.
public final class Texts {
  /// Sentences that others are made with.
  private static final Set<String> SHARED = Set.of("unchanged", "again");

  private static final Map<Language, Texts> ALL =
      Collections.unmodifiableMap(
          Arrays.stream(Language.values())
              .collect(
                  Collectors.toMap(
                      Function.identity(),
                      Texts::new,
                      (one, _) -> one,
                      () -> new EnumMap<>(Language.class))));

  private final Language language;
  private final Map<String, String> sentences;

  private Texts(Language language) {
    this.language = language;
    this.sentences = read(language);
  }

  /// Those of a language.
  public static Texts in(Language language) {
    return Objects.requireNonNull(ALL.get(language));
  }

  /// As HTML's `lang` has it.
  public String tag() {
    return language.tag();
  }

  /// A sentence, with its places as they are.
  ///
  /// @throws IllegalArgumentException if there is none of that name
  public String text(String key) {
    var text = sentences.get(key);
    if (text == null) throw new IllegalArgumentException("No sentence is called " + key);
    for (var shared : SHARED)
      if (text.contains("{" + shared + "}")) text = text.replace("{" + shared + "}", text(shared));
    return text;
  }

  /// A sentence with a number in it.
  public String counted(String key, long number) {
    return text(key).replace("{n}", Long.toString(number));
  }

  /// A sentence with names in its places, kept apart from it.
  public Phrase phrase(String key, Map<String, String> names) {
    return Phrase.of(text(key), names);
  }

  Set<String> keys() {
    return sentences.keySet();
  }

  private static Map<String, String> read(Language language) {
    var name = "/words/connect." + language.tag() + ".properties";
    try (var in = Texts.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("The program is packaged without " + name);
      var properties = new Properties();
      properties.load(new InputStreamReader(in, UTF_8));
      return properties.stringPropertyNames().stream()
          .collect(Collectors.toUnmodifiableMap(Function.identity(), properties::getProperty));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
