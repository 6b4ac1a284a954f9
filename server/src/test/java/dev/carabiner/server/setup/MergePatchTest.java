package dev.carabiner.server.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Rows of RFC 7396's appendix A whose patch is an object.
class MergePatchTest {
  private static final List<List<String>> ROWS =
      List.of(
          List.of("{\"a\":\"b\"}", "{\"a\":\"c\"}", "{\"a\":\"c\"}"),
          List.of("{\"a\":\"b\"}", "{\"b\":\"c\"}", "{\"a\":\"b\",\"b\":\"c\"}"),
          List.of("{\"a\":\"b\"}", "{\"a\":null}", "{}"),
          List.of("{\"a\":\"b\",\"b\":\"c\"}", "{\"a\":null}", "{\"b\":\"c\"}"),
          List.of("{\"a\":[\"b\"]}", "{\"a\":\"c\"}", "{\"a\":\"c\"}"),
          List.of("{\"a\":\"c\"}", "{\"a\":[\"b\"]}", "{\"a\":[\"b\"]}"),
          List.of(
              "{\"a\":{\"b\":\"c\"}}", "{\"a\":{\"b\":\"d\",\"c\":null}}", "{\"a\":{\"b\":\"d\"}}"),
          List.of("{\"a\":[{\"b\":\"c\"}]}", "{\"a\":[1]}", "{\"a\":[1]}"),
          List.of("{\"e\":null}", "{\"a\":1}", "{\"e\":null,\"a\":1}"),
          List.of("{}", "{\"a\":{\"bb\":{\"ccc\":null}}}", "{\"a\":{\"bb\":{}}}"));

  @Test
  void it_does_what_the_rfc_shows() {
    for (var row : ROWS) {
      var target = Json.parseObject(row.getFirst()).orElseThrow();
      MergePatch.apply(target, Json.parseObject(row.get(1)).orElseThrow());
      assertThat(Json.write(target)).as(row.get(1)).isEqualTo(row.getLast());
    }
  }
}
