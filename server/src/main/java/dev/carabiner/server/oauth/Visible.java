package dev.carabiner.server.oauth;

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

  /// Whether `text` can be an error code (RFC 6749 section 5.2).
  static boolean isErrorCode(String text) {
    return NQSCHAR.matcher(text).matches();
  }
}
