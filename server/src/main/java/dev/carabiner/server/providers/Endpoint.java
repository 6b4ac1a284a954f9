package dev.carabiner.server.providers;

import java.util.Locale;

/// The addresses that a provider may have.
public enum Endpoint {
  /// Where the browser goes (RFC 6749 section 3.1).
  AUTHORIZATION,
  /// Where codes are exchanged, and tokens refreshed unless [#REFRESH] is there (RFC 6749 section
  /// 3.2).
  TOKEN,
  /// Where tokens are refreshed, if elsewhere.
  REFRESH,
  /// RFC 7009.
  REVOCATION,
  /// RFC 7662.
  INTROSPECTION,
  /// OpenID Connect Core section 5.3.
  USERINFO,
  /// RFC 8628.
  DEVICE_AUTHORIZATION,
  /// Where the API tells whose token it is.
  ACCOUNT,
  /// Where clients are registered (RFC 7591 section 3).
  REGISTRATION,
  /// Where authorization requests are pushed to (RFC 9126 section 2).
  PUSHED_AUTHORIZATION_REQUEST;

  /// The catalogue's key, such as `token_endpoint`.
  public String key() {
    return name().toLowerCase(Locale.ROOT) + "_endpoint";
  }
}
