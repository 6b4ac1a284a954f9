package dev.carabiner.server.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SharedCodeNamesNoProviderTest {
  private static final Path MAIN = Path.of("src/main/java");
  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*(//|\\*|/\\*).*$");
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

  /// Providers with the name of something that every program speaks of: of them only a string that
  /// is nothing but the name counts, as one to compare an id with would be.
  private static final Set<String> ORDINARY =
      Set.of("close", "digits", "exist", "line", "medium", "segment", "x");

  /// Those of such strings that mean the something.
  private static final Set<String> MEANT_OTHERWISE =
      Set.of("Edge.java: close", "OneConnection.java: close", "EntryWords.java: medium");

  @Test
  void no_string_of_the_server_names_a_provider() throws IOException {
    var words =
        Catalogue.builtIn().all().stream()
            .flatMap(provider -> Stream.of(provider.id(), provider.name()))
            .map(word -> word.toLowerCase(Locale.ROOT))
            .distinct()
            .map(SharedCodeNamesNoProviderTest::naming)
            .toList();
    var found = new ArrayList<String>();
    for (var file : files())
      LITERAL
          .matcher(COMMENT.matcher(Files.readString(file)).replaceAll(""))
          .results()
          .map(literal -> literal.group(1))
          .filter(text -> words.stream().anyMatch(word -> word.matcher(text).find()))
          .forEach(text -> found.add(file.getFileName() + ": " + text));

    assertThat(found).containsExactlyInAnyOrderElementsOf(MEANT_OTHERWISE);
  }

  private static Pattern naming(String word) {
    return Pattern.compile(
        ORDINARY.contains(word)
            ? "(?i)^" + word + "$"
            : "(?i)(?<![a-z0-9])" + Pattern.quote(word) + "(?![a-z0-9])");
  }

  @Test
  void every_quirk_is_not_only_read_but_applied() throws IOException {
    var applying = new StringBuilder();
    for (var file : files())
      if (!file.toString().matches(".*/providers/\\w+Reader.java"))
        applying.append(Files.readString(file));

    for (var quirk : records(Quirk.class))
      assertThat(applying.toString())
          .containsAnyOf(
              quirk.getEnclosingClass().getSimpleName() + "." + quirk.getSimpleName(),
              quirk.getSimpleName().substring(0, 1).toLowerCase(Locale.ROOT)
                  + quirk.getSimpleName().substring(1)
                  + "()");
  }

  private static List<? extends Class<?>> records(Class<?> sealed) {
    return Stream.of(sealed.getPermittedSubclasses())
        .flatMap(kind -> kind.isRecord() ? Stream.of(kind) : records(kind).stream())
        .toList();
  }

  private static List<Path> files() throws IOException {
    try (var tree = Files.walk(MAIN)) {
      return tree.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
