package dev.carabiner.sandbox;

import java.util.LinkedHashSet;
import java.util.Set;

/** The space-separated lists of RFC 6749 section 3.3. */
final class Scopes {
  private Scopes() {}

  static Set<String> parse(String list) {
    Set<String> scopes = new LinkedHashSet<>();
    for (String scope : list.split(" ", -1)) {
      if (!scope.isEmpty()) {
        scopes.add(scope);
      }
    }
    return scopes;
  }
}
