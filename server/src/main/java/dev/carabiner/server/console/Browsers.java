package dev.carabiner.server.console;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a browser is called, from what it calls itself.
final class Browsers {
  /// The more special first: most name the others too.
  private static final Map<String, String> NAMES = new LinkedHashMap<>();

  private static final Map<String, String> SYSTEMS = new LinkedHashMap<>();

  static {
    NAMES.put("Edg/", "Edge");
    NAMES.put("OPR/", "Opera");
    NAMES.put("Firefox/", "Firefox");
    NAMES.put("Chrome/", "Chrome");
    NAMES.put("Safari/", "Safari");
    SYSTEMS.put("Android", "Android");
    SYSTEMS.put("iPhone", "iPhone");
    SYSTEMS.put("iPad", "iPad");
    SYSTEMS.put("Windows", "Windows");
    SYSTEMS.put("Mac OS X", "macOS");
    SYSTEMS.put("Linux", "Linux");
  }

  private Browsers() {}

  /// Such as "Firefox on macOS"; "Another browser" for what names none.
  static String words(String userAgent) {
    return found(NAMES, userAgent).orElse("Another browser")
        + found(SYSTEMS, userAgent).map(system -> " on " + system).orElse("");
  }

  private static Optional<String> found(Map<String, String> words, String userAgent) {
    return words.entrySet().stream()
        .filter(each -> userAgent.contains(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
