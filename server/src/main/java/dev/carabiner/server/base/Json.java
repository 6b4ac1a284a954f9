package dev.carabiner.server.base;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON as trees, read with limits: depth 16, 256 KiB of text, no duplicate members, nothing after
/// the value. Errors never quote the text.
public final class Json {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_LENGTH = 256 * 1024;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxDocumentLength(MAX_LENGTH)
                          .maxStringLength(MAX_LENGTH)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /// The value that `text` holds; empty when it is not JSON within the limits.
  public static Optional<JsonNode> parse(String text) {
    try {
      var node = MAPPER.readTree(text);
      return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  /// The object that `text` holds; empty when it is anything else.
  public static Optional<ObjectNode> parseObject(String text) {
    return parse(text).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast);
  }

  /// A new empty object; members keep the order in which they are put.
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /// A new empty array.
  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /// The text of `node` on one line.
  public static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }
}
