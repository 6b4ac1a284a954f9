package dev.carabiner.server.connect.pages;

import java.util.Map;

/// What answers to a connecting browser carry besides their content.
public final class PageHeaders {
  /// For every page. `form-action` and Cross-Origin-Opener-Policy are left out with intent:
  /// browsers apply the first to the redirects after the form's POST, which lead to the provider,
  /// and the second cuts a popup off from the page that opened it.
  public static final Map<String, String> PAGE =
      Map.of(
          "Content-Type", "text/html; charset=utf-8",
          "Cache-Control", "no-store",
          "Vary", "Accept-Language",
          "Content-Security-Policy",
              "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'",
          "X-Frame-Options", "DENY",
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Permissions-Policy",
              "accelerometer=(), camera=(), display-capture=(), fullscreen=(), geolocation=(), gyroscope=(),"
                  + " magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
          "Cross-Origin-Resource-Policy", "same-origin");

  /// For every asset, together with its own content type: it may be kept for a year, since its name
  /// changes with it.
  public static final Map<String, String> ASSET =
      Map.of(
          "Cache-Control", "public, max-age=31536000, immutable",
          "X-Content-Type-Options", "nosniff",
          "Cross-Origin-Resource-Policy", "same-origin");

  private PageHeaders() {}
}
