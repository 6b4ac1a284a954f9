package dev.carabiner.sandbox.costume;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.util.List;
import java.util.Map;

/** One answer of a provider. */
public record Told(int status, Map<String, String> headers, String body) {
  public Told {
    headers = Map.copyOf(headers);
  }

  static Told json(int status, Object tree) {
    return new Told(status, Map.of("Content-Type", "application/json"), text(tree));
  }

  static Told form(int status, String encoded) {
    return new Told(status, Map.of("Content-Type", "application/x-www-form-urlencoded"), encoded);
  }

  static Told page(String html) {
    return new Told(200, Map.of("Content-Type", "text/html; charset=utf-8"), html);
  }

  static Told redirect(String location) {
    return new Told(302, Map.of("Location", location), "");
  }

  static Told empty(int status) {
    return new Told(status, Map.of(), "");
  }

  /** JSON of objects, lists and plain values; the library writes objects only. */
  @SuppressWarnings("unchecked")
  private static String text(Object tree) {
    if (tree instanceof Map<?, ?> object) {
      return JSONObjectUtils.toJSONString((Map<String, ?>) object);
    }
    String wrapped = JSONObjectUtils.toJSONString(Map.of("list", (List<Object>) tree));
    return wrapped.substring("{\"list\":".length(), wrapped.length() - 1);
  }
}
