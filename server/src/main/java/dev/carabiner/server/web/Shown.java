package dev.carabiner.server.web;

import java.util.Set;

/// How a name that a client sent is shown back to it.
final class Shown {
  private static final int LONGEST = 40;

  private Shown() {}

  /// At most forty characters, with everything but letters, digits and `_-.` replaced by `?`.
  static String name(String name) {
    var shortened = name.length() > LONGEST ? name.substring(0, LONGEST) + "…" : name;
    return shortened.replaceAll("[^A-Za-z0-9_.…-]", "?");
  }

  static String sorted(Set<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names.stream().sorted().toList());
  }
}
