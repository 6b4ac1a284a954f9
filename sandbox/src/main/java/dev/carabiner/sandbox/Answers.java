package dev.carabiner.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/** The usual answers. */
final class Answers {
  private static final Map<String, String> NO_STORE =
      Map.of(
          "Cache-Control", "no-store",
          "Pragma", "no-cache",
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer");

  private Answers() {}

  static Answer json(int status, Map<String, ?> object) {
    return text(status, "application/json; charset=utf-8", Json.text(object) + "\n");
  }

  /** An OAuth error (RFC 6749 section 5.2). */
  static Answer error(int status, String error, String description) {
    Map<String, String> object = new LinkedHashMap<>();
    object.put("error", error);
    object.put("error_description", description);
    return json(status, object);
  }

  static Answer html(int status, String page) {
    return text(status, "text/html; charset=utf-8", page)
        .with("Content-Security-Policy", Page.SECURITY_POLICY);
  }

  static Answer redirect(String location) {
    return new Answer(302, NO_STORE, "", Map.of()).with("Location", location);
  }

  static Answer text(int status, String type, String body) {
    return new Answer(status, NO_STORE, body, Map.of()).with("Content-Type", type);
  }
}
