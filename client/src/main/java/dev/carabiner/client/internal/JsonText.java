package dev.carabiner.client.internal;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes JSON objects of strings, booleans, whole numbers, lists and nested objects: all that our
 * requests hold.
 */
final class JsonText {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonText() {}

  static String of(Map<String, ?> object) {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      write(json, object);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Map<?, ?> object) {
    json.writeStartObject();
    object.forEach((name, value) -> {
      json.writeName(name.toString());
      writeValue(json, value);
    });
    json.writeEndObject();
  }

  private static void writeValue(JsonGenerator json, Object value) {
    if (value instanceof Map<?, ?> nested) {
      write(json, nested);
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      list.forEach(element -> writeValue(json, element));
      json.writeEndArray();
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else {
      json.writeString(value.toString());
    }
  }
}
