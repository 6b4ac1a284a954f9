package dev.carabiner.server.connect.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A file that pages refer to. Its name holds a hash of its content, so it never changes
/// (`PageHeaders.ASSET`).
///
/// @param contentType with its character set
/// @param text the content
public record Asset(String contentType, String text) {
  /// What is sent.
  public byte[] bytes() {
    return text.getBytes(UTF_8);
  }
}
