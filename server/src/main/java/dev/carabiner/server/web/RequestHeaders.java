package dev.carabiner.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The headers of a request; names in any case. Immutable.
public final class RequestHeaders {
  private static final RequestHeaders NONE = new RequestHeaders(new TreeMap<>());

  private final Map<String, List<String>> values;

  private RequestHeaders(Map<String, List<String>> values) {
    this.values = values;
  }

  public static RequestHeaders none() {
    return NONE;
  }

  /// These headers with one more line.
  public RequestHeaders with(String name, String value) {
    var more = new TreeMap<>(values);
    var lines = new ArrayList<>(all(name));
    lines.add(value);
    more.put(name.toLowerCase(Locale.ROOT), List.copyOf(lines));
    return new RequestHeaders(more);
  }

  /// All values of a header, one per line sent; empty when it is not there.
  public List<String> all(String name) {
    return values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }
}
