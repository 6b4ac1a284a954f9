package dev.carabiner.client.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON text into maps, lists and strings. Every scalar is kept as its text, so a number where
 * a string was promised (or the reverse) is no trouble; a null counts as absent.
 */
final class JsonTree {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonTree() {}

  static Map<?, ?> object(String text) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      if (value(parser) instanceof Map<?, ?> object && parser.nextToken() == null) {
        return object;
      }
    } catch (JacksonException quotesTheText) {
      // Not attached: the parser's message may quote a token.
      throw new Unreadable("the answer is not valid JSON");
    }
    throw new Unreadable("the answer is not a JSON object");
  }

  private static @Nullable Object value(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return members(parser);
    }
    if (token == JsonToken.START_ARRAY) {
      return elements(parser);
    }
    return token == JsonToken.VALUE_NULL ? null : parser.getString();
  }

  private static Map<String, Object> members(JsonParser parser) {
    var object = new LinkedHashMap<String, Object>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      Object value = value(parser);
      if (value != null) {
        object.put(name, value);
      }
    }
    return object;
  }

  private static List<Object> elements(JsonParser parser) {
    var array = new ArrayList<Object>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Object value = value(parser);
      if (value != null) {
        array.add(value);
      }
    }
    return array;
  }
}
