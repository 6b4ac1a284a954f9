package dev.carabiner.sandbox;

/** What a stranger sent, made fit to be repeated in an error description. */
final class Printable {
  private static final int LONGEST = 60;

  private Printable() {}

  /** The characters that RFC 6749 section 5.2 allows, at most 60 of them. */
  static String ascii(String value) {
    StringBuilder kept = new StringBuilder();
    for (int i = 0; i < value.length() && kept.length() < LONGEST; i++) {
      char c = value.charAt(i);
      kept.append(c >= 0x20 && c <= 0x7e && c != '"' && c != '\\' ? c : '?');
    }
    return kept.toString();
  }
}
