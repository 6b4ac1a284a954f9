package dev.carabiner.server.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void what_is_not_one_json_value_within_the_limits_is_empty() {
    assertThat(Json.parse("")).isEmpty();
    assertThat(Json.parse("<html>")).isEmpty();
    assertThat(Json.parse("{\"a\":1} x")).isEmpty();
    assertThat(Json.parse("{\"a\":1,\"a\":2}")).isEmpty();
    assertThat(Json.parse("[".repeat(17) + "]".repeat(17))).isEmpty();
    assertThat(Json.parse("\"" + "x".repeat(300_000) + "\"")).isEmpty();
  }

  @Test
  void members_keep_their_order_when_written() {
    assertThat(Json.write(Json.object().put("b", 1).put("a", "x")))
        .isEqualTo("{\"b\":1,\"a\":\"x\"}");
  }
}
