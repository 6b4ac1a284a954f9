package dev.carabiner.server.console;

import dev.carabiner.server.web.Reply;

/// What every reply of the console carries besides its content.
final class ConsoleHeaders {
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
          + " font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none';"
          + " require-trusted-types-for 'script'";

  /// A year and more: once seen over https, never asked for over http again.
  private static final String HSTS = "max-age=63072000";

  private ConsoleHeaders() {}

  static Reply on(Reply reply) {
    return reply
        .with("Content-Security-Policy", POLICY)
        .with("Strict-Transport-Security", HSTS)
        .with("X-Content-Type-Options", "nosniff")
        .with("X-Frame-Options", "DENY")
        .with("Referrer-Policy", "no-referrer")
        .with("Cross-Origin-Opener-Policy", "same-origin")
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with(
            "Permissions-Policy",
            "accelerometer=(), camera=(), display-capture=(), fullscreen=(), geolocation=(), gyroscope=(),"
                + " magnetometer=(), microphone=(), midi=(), payment=(), usb=()");
  }
}
