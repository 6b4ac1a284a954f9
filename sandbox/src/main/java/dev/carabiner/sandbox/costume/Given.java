package dev.carabiner.sandbox.costume;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a request.
 *
 * @param values by name, in the order they came
 * @param raw the same as they were encoded
 * @param repeated the name of one that came twice
 */
record Given(Map<String, String> values, Map<String, String> raw, Optional<String> repeated) {
  static Given query(String encoded) {
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, String> raw = new LinkedHashMap<>();
    Optional<String> repeated = Optional.empty();
    for (String pair : encoded.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      String[] halves = pair.split("=", 2);
      String name = URLDecoder.decode(halves[0], StandardCharsets.UTF_8);
      String value = halves.length < 2 ? "" : halves[1];
      if (values.containsKey(name)) {
        repeated = Optional.of(name);
      }
      values.put(name, URLDecoder.decode(value, StandardCharsets.UTF_8));
      raw.put(name, value);
    }
    return new Given(values, raw, repeated);
  }

  /** The members of a JSON object as texts; empty when the text is none. */
  static Optional<Given> json(String text) {
    try {
      Map<String, String> values = new LinkedHashMap<>();
      JSONObjectUtils.parse(text).forEach((name, value) -> values.put(name, String.valueOf(value)));
      return Optional.of(new Given(values, values, Optional.empty()));
    } catch (ParseException notJson) {
      return Optional.empty();
    }
  }

  String get(String name) {
    return values.getOrDefault(name, "");
  }
}
