package dev.carabiner.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The fields of a query or form. Does not print their values.
final class Parameters {
  private final Map<String, String> values;

  private Parameters(Map<String, String> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /// @throws BadRequest when a name comes twice: two readers might take a different one for the
  ///   real one
  static Parameters read(String encoded) {
    var values = new HashMap<String, String>();
    for (var pair : encoded.split("&", -1)) {
      if (pair.isEmpty()) continue;
      var equals = pair.indexOf('=');
      var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      var value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      if (values.put(name, value) != null)
        throw new BadRequest(400, "This address names something twice.");
    }
    return new Parameters(values);
  }

  /// The value, if it is there and not empty.
  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new BadRequest(400, "This address cannot be read.");
    }
  }
}
