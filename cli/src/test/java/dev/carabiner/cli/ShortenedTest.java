package dev.carabiner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortenedTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"access_token\":\"0123456789abcdefghij\",\"x\":1} | {\"access_token\":\"01234567…ghij\",\"x\":1}",
        "http://a/cb?code=0123456789abcdefghij&iss=b | http://a/cb?code=01234567…ghij&iss=b",
        "http://a/connected_apps/start/0123456789abcdefghij | http://a/connected_apps/start/01234567…ghij",
        "{\"errors\":[{\"code\":\"INVALID_SESSION_OF_OLD\"}]} | {\"errors\":[{\"code\":\"INVALID_SESSION_OF_OLD\"}]}",
        "{\"access_token\":\"short\"} | {\"access_token\":\"short\"}"
      })
  void tokens_codes_and_links_are_cut_and_the_rest_stays(String text, String shown) {
    assertThat(Shortened.text(text)).isEqualTo(shown);
  }
}
