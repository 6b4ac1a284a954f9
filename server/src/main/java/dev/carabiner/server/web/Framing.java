package dev.carabiner.server.web;

import java.util.Locale;
import java.util.regex.Pattern;

/// Refuses requests whose end two parties could see in two places (RFC 9112 section 6.3): a proxy
/// in front of us must never be led to another opinion than ours.
final class Framing {
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  private Framing() {}

  /// Lets headers pass that frame the body in one way only.
  ///
  /// @throws Problem 400 `INVALID_REQUEST`
  static void check(RequestHeaders headers) {
    var lengths = headers.all("Content-Length");
    var encodings = headers.all("Transfer-Encoding");
    if (!lengths.isEmpty() && !encodings.isEmpty())
      throw Problem.invalidRequest("Content-Length and Transfer-Encoding exclude each other");
    if (lengths.size() > 1) throw Problem.invalidRequest("header Content-Length is there twice");
    if (!lengths.stream().allMatch(length -> LENGTH.matcher(length).matches()))
      throw Problem.invalidRequest("Content-Length is not a number");
    if (encodings.size() > 1 || !encodings.stream().allMatch(Framing::isChunked))
      throw Problem.invalidRequest("the only transfer encoding is chunked");
    if (!headers.all("Content-Encoding").isEmpty())
      throw Problem.invalidRequest("the body must come without a content encoding");
  }

  private static boolean isChunked(String encoding) {
    return encoding.toLowerCase(Locale.ROOT).equals("chunked");
  }
}
