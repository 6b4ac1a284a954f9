package dev.carabiner.sandbox.costume;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a text that a simple pattern accepts: literals, classes and their repetitions in a row. */
final class Specimen {
  private static final Pattern PIECE =
      Pattern.compile("(\\[[^]]+]|\\\\.|[^\\[\\\\^$(){}?*+|])(\\{(\\d+)(?:,\\d*)?}|[?*+])?");
  private static final int USUAL = 6;

  private Specimen() {}

  static String of(String pattern) {
    StringBuilder text = new StringBuilder();
    Matcher piece = PIECE.matcher(pattern);
    while (piece.find()) {
      String repeated = piece.group(2);
      int times =
          repeated == null || repeated.equals("?")
              ? 1
              : piece.group(3) == null ? USUAL : Math.max(1, Integer.parseInt(piece.group(3)));
      for (int time = 0; time < times; time++) {
        text.append(one(piece.group(1), text.length()));
      }
    }
    return text.toString();
  }

  /** A character that the piece accepts, not always the same. */
  private static char one(String piece, int at) {
    if (!piece.startsWith("[")) {
      return piece.charAt(piece.length() - 1);
    }
    char first = piece.charAt(1);
    boolean range = piece.length() > 3 && piece.charAt(2) == '-';
    return range ? (char) (first + at % (piece.charAt(3) - first + 1)) : first;
  }
}
