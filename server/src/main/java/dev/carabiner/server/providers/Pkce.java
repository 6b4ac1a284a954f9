package dev.carabiner.server.providers;

/// What is known of a provider's PKCE (RFC 7636), method S256.
public enum Pkce {
  /// Requests without it are refused.
  REQUIRED,
  /// It is understood.
  SUPPORTED,
  /// It is not understood, or breaks the request.
  UNSUPPORTED,
  /// Nobody knows; discovery may tell.
  UNKNOWN;

  /// Whether a request carries a challenge.
  public boolean sent() {
    return this == REQUIRED || this == SUPPORTED;
  }
}
