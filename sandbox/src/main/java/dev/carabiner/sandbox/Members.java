package dev.carabiner.sandbox;

import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The members of a control call's JSON object; every complaint says which member it is about. */
final class Members {
  private final Map<String, Object> object;

  /**
   * Reads a body; an empty one is an empty object.
   *
   * @throws IllegalArgumentException when it is no JSON object, or has a member that is not known
   */
  Members(String body, List<String> known) {
    this.object = body.isEmpty() ? Map.of() : parse(body);
    for (String name : object.keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "unknown member "
                + Printable.ascii(name)
                + "; known: "
                + (known.isEmpty() ? "none" : String.join(", ", known)));
      }
    }
  }

  private static Map<String, Object> parse(String body) {
    try {
      return Json.object(body);
    } catch (ParseException malformed) {
      throw new IllegalArgumentException("the body is not a JSON object", malformed);
    }
  }

  boolean has(String name) {
    return object.get(name) != null;
  }

  Optional<String> text(String name) {
    return member(name, String.class, "a string");
  }

  Optional<Long> integer(String name) {
    return member(name, Long.class, "a whole number");
  }

  boolean flag(String name) {
    return member(name, Boolean.class, "true or false").orElse(false);
  }

  Map<String, String> texts(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    Optional<Map<?, ?>> members =
        member(name, Map.class, "an object of strings").map(found -> (Map<?, ?>) found);
    members
        .orElse(Map.of())
        .forEach((key, value) -> {
          if (!(value instanceof String text)) {
            throw new IllegalArgumentException(name + " must be an object of strings");
          }
          texts.put(String.valueOf(key), text);
        });
    return texts;
  }

  /** Values of any kind; {@code null} as the empty optional. */
  Map<String, Object> values(String name) {
    Map<String, Object> values = new LinkedHashMap<>();
    member(name, Map.class, "an object")
        .map(found -> (Map<?, ?>) found)
        .orElse(Map.of())
        .forEach((key, value) ->
            values.put(String.valueOf(key), value == null ? Optional.empty() : value));
    return values;
  }

  private <T> Optional<T> member(String name, Class<T> type, String wanted) {
    Object value = object.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(name + " must be " + wanted);
    }
    return Optional.of(type.cast(value));
  }
}
