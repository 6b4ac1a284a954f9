package dev.carabiner.examples;

/// The frame of every page, and the parts that come again.
final class Html {
  private static final int LONGEST_QUOTE = 300;

  private Html() {}

  /// A whole page around a body that is already HTML.
  static String page(String title, String body) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s - Example</title>
    <link rel="stylesheet" href="/style.css">
    </head>
    <body>
    <main>
    <h1>%s</h1>
    %s</main>
    </body>
    </html>
    """
        .formatted(escape(title), escape(title), body);
  }

  static String paragraph(String text) {
    return "<p>" + escape(text) + "</p>\n";
  }

  /// Words of somebody else: shown as a quotation and cut, since anybody can put them into an
  /// address.
  static String quoted(String text) {
    var shown = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
    return "<blockquote>" + escape(shown) + "</blockquote>\n";
  }

  static String link(String address, String words) {
    return "<p><a href=\"%s\">%s</a></p>\n".formatted(escape(address), escape(words));
  }

  /// A form of one button.
  static String button(String action, String csrf, String words) {
    return button(action, csrf, words, "");
  }

  /// A form of one button that names a user.
  static String button(String action, String csrf, String words, String userId) {
    var user =
        userId.isEmpty()
            ? ""
            : "<input type=\"hidden\" name=\"user\" value=\"%s\">\n".formatted(escape(userId));
    return """
    <form method="post" action="%s">
    <input type="hidden" name="csrf" value="%s">
    %s<button type="submit">%s</button>
    </form>
    """
        .formatted(escape(action), escape(csrf), user, escape(words));
  }

  /// Text made fit for an element and for a quoted attribute.
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
