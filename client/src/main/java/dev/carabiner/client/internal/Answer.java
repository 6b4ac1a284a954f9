package dev.carabiner.client.internal;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the server answered.
 *
 * @param headers names in any case
 */
public record Answer(int status, Map<String, List<String>> headers, String body) {

  public Answer {
    var anyCase = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> anyCase.put(name, List.copyOf(values)));
    anyCase.remove(":status");
    headers = Collections.unmodifiableMap(anyCase);
  }

  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  public boolean succeeded() {
    return status / 100 == 2;
  }

  /** Whether the server asks us to come again later. */
  public boolean notNow() {
    return status == 429 || status == 503;
  }

  /** The status only: headers and body may hold what must not be printed. */
  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
