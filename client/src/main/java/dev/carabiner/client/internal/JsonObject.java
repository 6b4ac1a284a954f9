package dev.carabiner.client.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object of an answer, read field by field. Unknown fields are nobody's business; a null and
 * a missing field are the same. Immutable.
 */
public final class JsonObject {
  private final Map<?, ?> members;

  private JsonObject(Map<?, ?> members) {
    this.members = members;
  }

  /**
   * Reads an answer's body.
   *
   * @throws Unreadable if the text is not one JSON object
   */
  public static JsonObject parse(String text) {
    return new JsonObject(JsonTree.object(text));
  }

  public Optional<String> text(String name) {
    return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  public String required(String name) {
    return text(name)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> new Unreadable("the answer has no " + name));
  }

  public long number(String name) {
    try {
      return Long.parseLong(required(name));
    } catch (NumberFormatException notOne) {
      throw new Unreadable("the answer's " + name + " is not a whole number");
    }
  }

  /** A point in time in the layout of RFC 3339; empty if there is none. */
  public Optional<Instant> instant(String name) {
    try {
      return text(name)
          .filter(text -> !text.isEmpty())
          .map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException notOne) {
      throw new Unreadable("the answer's " + name + " is not a time");
    }
  }

  public List<String> texts(String name) {
    return elements(name).stream()
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .toList();
  }

  /** The object of that name, or the objects in the array of that name. */
  public List<JsonObject> objects(String name) {
    return elements(name).stream()
        .filter(Map.class::isInstance)
        .map(element -> new JsonObject((Map<?, ?>) element))
        .toList();
  }

  /** The scalar members of the object of that name. */
  public Map<String, String> pairs(String name) {
    var pairs = new LinkedHashMap<String, String>();
    if (members.get(name) instanceof Map<?, ?> object) {
      object.forEach((key, value) -> {
        if (key instanceof String word && value instanceof String text) {
          pairs.put(word, text);
        }
      });
    }
    return Collections.unmodifiableMap(pairs);
  }

  private List<?> elements(String name) {
    Object member = members.get(name);
    if (member instanceof List<?> list) {
      return list;
    }
    return member instanceof Map<?, ?> object ? List.of(object) : List.of();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonObject that && members.equals(that.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  /** The names of its members: a value may be a token. */
  @Override
  public String toString() {
    return "JsonObject" + members.keySet();
  }
}
