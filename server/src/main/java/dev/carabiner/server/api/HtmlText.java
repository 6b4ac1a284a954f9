package dev.carabiner.server.api;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Text made fit for HTML.
final class HtmlText {
  private HtmlText() {}

  /// The text with everything escaped that HTML could take for its own, inside elements and quoted
  /// attributes.
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /// The escaped text as code.
  static String code(String text) {
    return "<code>" + escape(text) + "</code>";
  }

  /// The escaped text with what stands between backticks as code.
  static String line(String text) {
    var parts = text.strip().split("`", -1);
    var html = new StringBuilder();
    for (var i = 0; i < parts.length; i++)
      html.append(i % 2 == 0 ? escape(parts[i]) : code(parts[i]));
    return html.toString();
  }

  /// Paragraphs, parted by empty lines.
  static String paragraphs(String text) {
    return Arrays.stream(text.split("\n\\s*\n"))
        .filter(paragraph -> !paragraph.isBlank())
        .map(paragraph -> "<p>" + line(paragraph) + "</p>\n")
        .collect(Collectors.joining());
  }
}
