package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.Revocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page on outcomes and reasons says what the program does.
class OutcomesPageTest {
  private static final Pattern WORD = Pattern.compile("`([a-z0-9_-]+)`");

  private final String page = read();

  @Test
  void the_five_outcomes_count_what_the_code_counts() {
    var section = section("## Five outcomes", "###");
    assertThat(words(cell(section, "| dead |", 2))).isEqualTo(TokenAnswers.GRANT_IS_DEAD);
    assertThat(words(cell(section, "| ours is wrong |", 2))).isEqualTo(TokenAnswers.OURS_IS_WRONG);
    assertThat(words(cell(section, "| not done |", 2))).isEqualTo(TokenAnswers.NOT_PROCESSED);
    assertThat(words(cell(section, "| in doubt |", 2))).isEqualTo(TokenAnswers.TELLS_NOTHING);
  }

  @Test
  void providers_own_words_are_those_of_the_catalogue() {
    var rows = new ArrayList<String>();
    var catalogue = Catalogue.builtIn();
    for (var provider : catalogue.all()) {
      if (catalogue.written(provider.id()).orElseThrow().get("errors").isEmpty()) continue;
      var words = provider.quirks().find(Quirk.ErrorWords.class).map(Quirk.ErrorWords::words);
      var messages =
          provider.quirks().find(Quirk.ErrorMessages.class).map(Quirk.ErrorMessages::messages);
      Stream.of(words, messages)
          .flatMap(Optional::stream)
          .forEach(all ->
              all.forEach((own, standard) ->
                  rows.add("| `%s` | `%s` | `%s` |".formatted(provider.id(), own, standard))));
    }
    assertThat(rows(section("### Providers", "A variant, such")))
        .containsExactlyInAnyOrderElementsOf(rows);
  }

  @Test
  void the_reasons_are_those_of_the_code_with_sentence_and_remedy() {
    var rows = rows(section("## Reasons", "## What stands"));
    assertThat(rows).hasSameSizeAs(Reason.KNOWN);
    for (var reason : Reason.KNOWN)
      assertThat(rows)
          .anySatisfy(row ->
              assertThat(row)
                  .startsWith("| `" + reason.word() + "` |")
                  .endsWith("| " + reason.sentence() + " | " + reason.remedy() + " |"));
  }

  @Test
  void every_constant_of_the_code_is_a_known_reason() throws IllegalAccessException {
    var constants = new ArrayList<Reason>();
    for (var field : Reason.class.getFields())
      if (field.getType() == Reason.class) constants.add((Reason) field.get(null));
    assertThat(Reason.KNOWN).containsExactlyInAnyOrderElementsOf(constants);
  }

  @Test
  void the_receipts_are_those_of_the_code() {
    var rows = rows(section("## Receipts", "An answer to a refresh"));
    assertThat(rows.stream().map(row -> words(row.split("\\|")[1])).flatMap(Set::stream))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Revocation.Receipt.values())
                .map(receipt -> receipt.name().toLowerCase(Locale.ROOT))
                .toList());
  }

  private String section(String from, String to) {
    var start = page.indexOf(from);
    return page.substring(start, page.indexOf(to, start + from.length()));
  }

  /// The rows of the table, without its head.
  private static List<String> rows(String section) {
    return section.lines().filter(line -> line.startsWith("| ")).skip(1).toList();
  }

  private static String cell(String section, String row, int number) {
    return section
        .lines()
        .filter(line -> line.startsWith(row))
        .findFirst()
        .orElseThrow()
        .split("\\|")[number];
  }

  private static Set<String> words(String text) {
    return Set.copyOf(WORD.matcher(text).results().map(match -> match.group(1)).toList());
  }

  private static String read() {
    try {
      return Files.readString(Path.of("../docs/outcomes.md"));
    } catch (IOException missing) {
      throw new java.io.UncheckedIOException(missing);
    }
  }
}
