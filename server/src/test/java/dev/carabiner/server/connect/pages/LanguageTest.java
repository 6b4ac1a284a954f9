package dev.carabiner.server.connect.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LanguageTest {
  private static final String PLACES = "\\{[a-z]+}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          de                         | GERMAN
          de-CH, en;q=0.5            | GERMAN
          en-GB, de;q=0.9            | ENGLISH
          it, fr;q=0.3, es;q=0.8     | SPANISH
          ja-JP                      | JAPANESE
          fr;q=0, ja;q=0.1           | JAPANESE
          *                          | ENGLISH
          pt-BR                      | ENGLISH
          q=q;,;=                    | ENGLISH
          ''                         | ENGLISH
          """)
  void a_browser_gets_the_language_that_it_likes_best(String accepted, Language expected) {
    assertThat(Language.preferred(Optional.of(accepted))).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void a_language_has_every_sentence_with_the_same_places(Language language) {
    var english = Texts.in(Language.ENGLISH);
    var texts = Texts.in(language);

    assertThat(texts.keys()).isEqualTo(english.keys());
    assertThat(texts.keys())
        .allSatisfy(key -> {
          assertThat(texts.text(key)).isNotBlank();
          assertThat(places(texts.text(key))).as(key).isEqualTo(places(english.text(key)));
          if (language != Language.ENGLISH && !key.equals("minutes"))
            assertThat(texts.text(key)).as(key).isNotEqualTo(english.text(key));
        });
  }

  @ParameterizedTest
  @EnumSource
  void every_page_is_in_that_language_and_has_no_place_left(Language language) {
    assertThat(Samples.all(new Pages(new Assets(Assets.PATH)).in(language)))
        .allSatisfy((name, html) -> {
          assertThat(html).contains("<html lang=\"" + language.tag() + "\">");
          assertThat(html).doesNotContainPattern(PLACES);
        });
  }

  private static List<String> places(String sentence) {
    return Pattern.compile(PLACES)
        .matcher(sentence)
        .results()
        .map(MatchResult::group)
        .distinct()
        .sorted()
        .toList();
  }
}
