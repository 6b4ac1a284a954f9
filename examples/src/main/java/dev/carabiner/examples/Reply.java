package dev.carabiner.examples;

import java.util.LinkedHashMap;
import java.util.Map;

/// What a browser is answered.
record Reply(int status, Map<String, String> headers, String body) {

  static Reply page(int status, String html) {
    return new Reply(status, Map.of("Content-Type", "text/html; charset=utf-8"), html);
  }

  /// Sends the browser on, by GET.
  static Reply seeOther(String address) {
    return new Reply(303, Map.of("Location", address), "");
  }

  Reply with(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, body);
  }
}
