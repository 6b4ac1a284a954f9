package dev.carabiner.server.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogLinesTest {
  private final System.Logger logger = System.getLogger("dev.carabiner.server.tokens.Refresher");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @AfterEach
  void back_to_normal() {
    LogLines.install(LogLevel.INFO);
  }

  @Test
  void an_event_is_one_line_with_time_level_and_short_name() {
    LogLines.install(LogLevel.INFO, out);

    logger.log(Level.INFO, "refreshed {0}", "3f2a");

    assertThat(out.toString(UTF_8))
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z info Refresher refreshed 3f2a\n");
  }

  @Test
  void levels_are_words_and_finer_ones_are_left_out() {
    LogLines.install(LogLevel.DEBUG, out);

    logger.log(Level.ERROR, "a");
    logger.log(Level.WARNING, "b");
    logger.log(Level.DEBUG, "c");
    logger.log(Level.TRACE, "d");

    assertThat(out.toString(UTF_8).lines().map(line -> line.split(" ", 2)[1]))
        .containsExactly("error Refresher a", "warn Refresher b", "debug Refresher c");
  }

  @Test
  void what_could_break_colour_or_turn_a_line_is_escaped() {
    LogLines.install(LogLevel.INFO, out);

    logger.log(Level.INFO, "a\r\nb\u001B[31m\u0000\u0085\u2028\u2029\u202Ec\u200F\uD800 é😀");

    assertThat(out.toString(UTF_8))
        .endsWith(
            " a\\u000D\\u000Ab\\u001B[31m\\u0000\\u0085\\u2028\\u2029\\u202Ec\\u200F\\uD800 é😀\n")
        .hasLineCount(1);
  }

  @Test
  void an_exception_is_its_chain_of_classes_and_messages() {
    LogLines.install(LogLevel.INFO, out);

    logger.log(
        Level.ERROR, "no store", new IllegalStateException("x\ny", new SQLException("full")));

    assertThat(out.toString(UTF_8))
        .endsWith(
            " error Refresher no store: IllegalStateException: x\\u000Ay; caused by SQLException:"
                + " full\n");
  }

  @Test
  void a_stack_is_told_at_debug_only_and_on_the_same_line() {
    LogLines.install(LogLevel.DEBUG, out);

    logger.log(Level.ERROR, "no store", new IOException("x"));

    assertThat(out.toString(UTF_8)).contains("IOException: x | at ").hasLineCount(1);
  }

  @Test
  void other_loggers_speak_from_warn_on_and_never_below_info() {
    var other = System.getLogger("com.zaxxer.hikari.pool.HikariPool");
    LogLines.install(LogLevel.INFO, out);
    other.log(Level.INFO, "one");
    other.log(Level.WARNING, "two");
    LogLines.install(LogLevel.TRACE, out);
    other.log(Level.INFO, "three");
    other.log(Level.DEBUG, "four");

    assertThat(out.toString(UTF_8).lines().map(line -> line.split(" ", 2)[1]))
        .containsExactly("warn HikariPool two", "info HikariPool three");
  }
}
