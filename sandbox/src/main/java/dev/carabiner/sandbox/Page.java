package dev.carabiner.sandbox;

import java.util.Base64;

/** The frame of every page: plain HTML, no script, nothing from elsewhere. */
final class Page {
  private static final String STYLE =
      """
      :root{color-scheme:light dark}
      body{font:1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:0 auto;padding:1.5rem}
      h1{font-size:1.5rem;line-height:1.25}
      .sandbox{border:1px solid;border-radius:.4rem;padding:.5rem .75rem}
      fieldset{border:1px solid #8888;border-radius:.4rem;margin:1rem 0;padding:.5rem .75rem}
      label{display:block;padding:.25rem 0}
      button{font:inherit;padding:.6rem 1.4rem;margin:0 .5rem .5rem 0;border-radius:.4rem;border:1px solid #1d4ed8}
      button.allow{background:#1d4ed8;color:#fff}
      pre{padding:.75rem;border:1px solid #8888;border-radius:.4rem;white-space:pre-wrap;overflow-wrap:anywhere}
      dd{margin:0 0 .5rem;overflow-wrap:anywhere}
      dt{font-weight:600}
      """;

  /** No form-action: it would stop the redirect that follows the consent form. */
  static final String SECURITY_POLICY =
      "default-src 'none'; style-src 'sha256-"
          + Base64.getEncoder().encodeToString(Opaque.sha256(STYLE))
          + "'; base-uri 'none'; frame-ancestors 'none'";

  private Page() {}

  /** A whole page around a body that is already HTML. */
  static String of(String title, String body) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s - Sandbox</title>
    <style>%s</style>
    </head>
    <body>
    <main>
    <p class="sandbox"><strong>Sandbox provider.</strong> For trying things out: no real account, no password, no real data.</p>
    <h1>%s</h1>
    %s
    </main>
    </body>
    </html>
    """
        .formatted(escape(title), STYLE, escape(title), body);
  }

  /** Text made fit for HTML, inside an element as well as inside a quoted attribute. */
  static String escape(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c);
      }
    }
    return html.toString();
  }
}
