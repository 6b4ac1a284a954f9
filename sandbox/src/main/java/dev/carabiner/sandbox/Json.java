package dev.carabiner.sandbox;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Map;

/** JSON objects as maps. */
final class Json {
  private Json() {}

  static String text(Map<String, ?> object) {
    return JSONObjectUtils.toJSONString(object);
  }

  static Map<String, Object> object(String json) throws ParseException {
    // The parser takes an array of pairs for an object too.
    if (!json.stripLeading().startsWith("{")) {
      throw new ParseException("not a JSON object", 0);
    }
    return JSONObjectUtils.parse(json);
  }
}
