package dev.carabiner.sandbox.costume;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One request to a provider.
 *
 * @param url the whole address as the caller meant it, with query and fragment
 * @param headers by lower-case name
 * @param body empty where there is none
 */
public record Asked(String method, String url, Map<String, String> headers, String body) {
  public Asked {
    Map<String, String> lower = new TreeMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    headers = Map.copyOf(lower);
  }

  /** The value of that header. */
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The address without query and fragment. */
  String address() {
    String whole = url.split("#", 2)[0];
    return whole.split("\\?", 2)[0];
  }

  /** The query as it was sent, without the question mark; the fragment does not belong to it. */
  String query() {
    String[] halves = url.split("#", 2)[0].split("\\?", 2);
    return halves.length < 2 ? "" : halves[1];
  }

  /** Names nothing secret. */
  @Override
  public String toString() {
    return method + " " + address();
  }
}
