package dev.carabiner.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a request leaves in the log.
class ReceptionTest {
  private static final String SESSION = "s".repeat(43);

  private final Logger logger = Logger.getLogger(Reception.class.getName());
  private final List<String> lines = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(
              new SimpleFormatter().formatMessage(line)
                  + (line.getThrown() == null ? "" : line.getThrown()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private final Reception reception =
      new Reception(
          List.of(routes -> {
            routes.get("/sessions/{id}", request -> Reply.empty(204));
            routes.get(
                "/bug",
                request -> {
                  throw new IllegalStateException("token " + request.query().need("token"));
                });
          }));

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    logger.setLevel(Level.ALL);
  }

  @AfterEach
  void leave() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
    logger.setLevel(null);
  }

  @Test
  void a_request_leaves_one_line_without_its_query_and_its_session_id() {
    reception.answer(Request.get("/sessions/" + SESSION + "?token=private"));

    assertThat(lines)
        .singleElement()
        .asString()
        .matches("GET /sessions/#[0-9a-f]{8} 204 \\d+ ms, request TEST-TEST");
  }

  @Test
  void a_bug_leaves_its_place_and_its_request_id_but_no_words_of_the_request() {
    var reply = reception.answer(Request.get("/bug?token=private"));

    assertThat(reply.bodyText()).contains("request TEST-TEST");
    assertThat(lines.getFirst())
        .isEqualTo("request TEST-TEST failed: java.lang.IllegalStateException");
    assertThat(lines.get(1)).contains("ReceptionTest");
    assertThat(String.join("\n", lines)).doesNotContain("private");
  }
}
