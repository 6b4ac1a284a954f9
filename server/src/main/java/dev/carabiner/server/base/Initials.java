package dev.carabiner.server.base;

import java.util.List;
import java.util.regex.Pattern;

/// One or two letters that stand for a name: of its first and last word, or of the humps of a
/// single word.
public final class Initials {
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+");
  private static final String NONE = "•";

  private Initials() {}

  /// "Maya Okafor" is MO, "maya.okafor@acme.example" is MO, "GitHub" is GH, "Google" is G.
  public static String of(String name) {
    int at = name.indexOf('@');
    List<String> words = words(at > 0 ? name.substring(0, at) : name);
    if (words.isEmpty()) {
      return NONE;
    }
    return words.size() == 1
        ? humps(words.getFirst())
        : capital(words.getFirst().codePointAt(0)) + capital(words.getLast().codePointAt(0));
  }

  /// The first of them only.
  public static String first(String name) {
    String both = of(name);
    return both.substring(0, both.offsetByCodePoints(0, 1));
  }

  private static List<String> words(String name) {
    return BETWEEN.splitAsStream(name).filter(word -> !word.isEmpty()).toList();
  }

  private static String humps(String word) {
    int[] points = word.codePoints().toArray();
    for (int i = 1; i < points.length; i++) {
      if (Character.isUpperCase(points[i]) && Character.isLowerCase(points[i - 1])) {
        return capital(points[0]) + capital(points[i]);
      }
    }
    return capital(points[0]);
  }

  private static String capital(int codePoint) {
    return Character.toString(Character.toTitleCase(codePoint));
  }
}
