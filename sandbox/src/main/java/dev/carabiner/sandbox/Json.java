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
    return JSONObjectUtils.parse(json);
  }
}
