package dev.carabiner.server.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/// The character sets of RFC 6749 appendix A.
final class Visible {
  /// The longest token that is taken.
  static final int MAX_TOKEN = 16 * 1024;

  private static final Pattern VSCHAR = Pattern.compile("[ -~]+");
  private static final Pattern NQSCHAR = Pattern.compile("[ -~&&[^\"\\\\]]{1,200}");

  private Visible() {}

  /// Whether `text` is 1 to `longest` visible ASCII characters or blanks.
  static boolean isPlain(String text, int longest) {
    return text.length() <= longest && VSCHAR.matcher(text).matches();
  }

  /// Whether `text` is 1 to `longest` bytes of UTF-8 without control characters; for what people
  /// and providers name freely.
  static boolean isShown(String text, int longest) {
    return !text.isEmpty()
        && text.getBytes(UTF_8).length <= longest
        && text.codePoints().noneMatch(Visible::isHidden);
  }

  private static boolean isHidden(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /// Whether `text` can be an error code (RFC 6749 section 5.2).
  static boolean isErrorCode(String text) {
    return NQSCHAR.matcher(text).matches();
  }
}
