package dev.carabiner.server.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Strict percent-decoding: what is not well-formed is refused, never guessed.
final class PercentCoding {
  private PercentCoding() {}

  /// The text that `encoded` stands for; empty for a broken escape, for what is not UTF-8, and for
  /// characters outside ASCII. With `plusIsSpace`, `+` is a blank as in forms.
  static Optional<String> decode(String encoded, boolean plusIsSpace) {
    if (!US_ASCII.newEncoder().canEncode(encoded)) return Optional.empty();
    var bytes = new ByteArrayOutputStream(encoded.length());
    for (var i = 0; i < encoded.length(); i++) {
      var character = encoded.charAt(i);
      if (character == '%') {
        if (i + 2 >= encoded.length()) return Optional.empty();
        var high = Character.digit(encoded.charAt(i + 1), 16);
        var low = Character.digit(encoded.charAt(i + 2), 16);
        if (high < 0 || low < 0) return Optional.empty();
        bytes.write(high * 16 + low);
        i += 2;
      } else {
        bytes.write(character == '+' && plusIsSpace ? ' ' : character);
      }
    }
    return utf8(bytes.toByteArray());
  }

  /// The text of UTF-8 bytes; empty when they are not UTF-8.
  static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }
}
