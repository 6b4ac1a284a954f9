package dev.carabiner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.app.LogLevel;
import dev.carabiner.server.app.LogLines;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DemoCommandTest {
  private static final Pattern WHOLE_TOKEN =
      Pattern.compile("sandbox_(access|refresh|code)_\\w{20}|eyJ[\\w-]{20,}\\.");

  @AfterEach
  void the_log_as_before() {
    LogLines.install(LogLevel.INFO);
  }

  @Test
  void the_whole_story_holds_and_no_token_is_told_in_full() {
    var ran = Ran.of("demo");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .contains("→ GET ", "← 200 ", "/connected?session_id=", "\"code\":\"INVALID_SESSION\"")
        .endsWith("Every step held: 6 of 6.\n")
        .doesNotContainPattern(WHOLE_TOKEN);
  }
}
