package dev.carabiner.server.connect.pages;

/// Text from outside, made harmless for its surroundings before it is shown.
///
/// HTML escaping is the templates' work. This takes out what escaping leaves in: control
/// characters, and the bidirectional embeddings, overrides and isolates that can make a name read
/// as something else (Unicode Standard Annex 9, section 2).
final class PlainText {
  private PlainText() {}

  /// The text without those characters and without white space at its ends.
  static String of(String text) {
    return text.codePoints()
        .filter(PlainText::harmless)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .strip();
  }

  /// The same for text that has to be there.
  ///
  /// @throws IllegalArgumentException if nothing is left to show
  static String required(String what, String text) {
    String plain = of(text);
    if (plain.isEmpty()) {
      throw new IllegalArgumentException("The page needs text to show for: " + what);
    }
    return plain;
  }

  private static boolean harmless(int codePoint) {
    boolean control =
        Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    boolean embeddingOrOverride = codePoint >= 0x202A && codePoint <= 0x202E;
    boolean isolate = codePoint >= 0x2066 && codePoint <= 0x2069;
    return !control && !embeddingOrOverride && !isolate;
  }
}
