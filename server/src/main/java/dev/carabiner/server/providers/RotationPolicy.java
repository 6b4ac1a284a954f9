package dev.carabiner.server.providers;

/// What becomes of a refresh token that has been used: decides whether a refresh without an answer
/// may be sent again.
public enum RotationPolicy {
  /// It stays valid, whether or not a new one is handed out.
  NONE,
  /// It stays valid for a while after a new one is handed out.
  GRACE,
  /// It stays valid until a token that came of it is used for the first time.
  PREVIOUS_UNTIL_USED,
  /// It dies at once, and a second use may end the whole grant.
  STRICT,
  /// Nobody knows.
  UNKNOWN
}
