package dev.carabiner.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One answer, complete.
 *
 * @param issued the fingerprints of what it gives out, for the ledger
 */
record Answer(int status, Map<String, String> headers, String body, Map<String, String> issued) {
  Answer {
    headers = Map.copyOf(headers);
    issued = Map.copyOf(issued);
  }

  Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body, issued);
  }

  Answer issuing(Map<String, String> fingerprints) {
    return new Answer(status, headers, body, fingerprints);
  }
}
