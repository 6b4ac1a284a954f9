package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "30                            |      | 30",
        " 30 |                                | 30",
        "900                           |      | 900",
        "901                           |      | 900",
        "999999999999999999            |      | 900",
        "Mon, 23 Nov 2026 12:00:45 GMT |      | 45",
        "Mon, 23 Nov 2026 18:00:00 GMT |      | 900",
        "Mon, 23 Nov 2026 13:00:45 GMT | Mon, 23 Nov 2026 13:00:00 GMT | 45"
      })
  void seconds_and_dates_are_read_and_capped(String text, String date, long seconds) {
    var headers = new HashMap<String, String>();
    headers.put("retry-after", text);
    if (date != null) headers.put("date", date);

    assertThat(RetryAfter.of(TestProviders.answer(429, "", headers), TestProviders.NOW))
        .contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-5",
        "0",
        "1.5",
        "soon",
        "Mon, 23 Nov 2026 11:59:00 GMT",
        "99999999999999999999",
        "Mon, 32 Nov 2026 12:00:00 GMT"
      })
  void nonsense_and_the_past_count_as_nothing_said(String text) {
    var headers = new HashMap<String, String>();
    headers.put("retry-after", text);

    assertThat(RetryAfter.of(TestProviders.answer(503, "", headers), TestProviders.NOW)).isEmpty();
  }

  @Test
  void nothing_said_is_empty() {
    assertThat(RetryAfter.of(TestProviders.answer(503, ""), TestProviders.NOW)).isEmpty();
  }
}
