package dev.carabiner.server.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// `application/x-www-form-urlencoded` (RFC 6749 appendix B).
final class Form {
  private Form() {}

  /// One value, a blank as plus.
  static String encode(String value) {
    return URLEncoder.encode(value, UTF_8);
  }

  /// One value for a place in a URL, a blank as `%20`.
  static String encodeForUrl(String value) {
    return encode(value).replace("+", "%20");
  }

  /// A body, in the order of the map.
  static String body(Map<String, String> params) {
    return params.entrySet().stream()
        .map(param -> encode(param.getKey()) + "=" + encode(param.getValue()))
        .collect(joining("&"));
  }

  /// A query, in the order of the map.
  static String query(Map<String, String> params) {
    return params.entrySet().stream()
        .map(param -> encodeForUrl(param.getKey()) + "=" + encodeForUrl(param.getValue()))
        .collect(joining("&"));
  }

  /// The parameters of a body; empty when it is broken or repeats a name.
  static Optional<Map<String, String>> parse(String body) {
    var params = new LinkedHashMap<String, String>();
    for (var pair : body.strip().split("&", -1)) {
      var equals = pair.indexOf('=');
      if (equals < 1) return Optional.empty();
      try {
        var name = URLDecoder.decode(pair.substring(0, equals), UTF_8);
        var value = URLDecoder.decode(pair.substring(equals + 1), UTF_8);
        if (params.put(name, value) != null) return Optional.empty();
      } catch (IllegalArgumentException brokenEscape) {
        return Optional.empty();
      }
    }
    return Optional.of(params);
  }
}
