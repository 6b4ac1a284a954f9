package dev.carabiner.server.sessions;

/// What providers have shown of their rotation of refresh tokens, for those of which the catalogue
/// says nothing.
public interface RotationLessons {
  /// Whether answers of that provider have been seen that leave the refresh token as it is, and
  /// none that gives another.
  boolean neverRotates(String provider);

  /// Notes an answer. Only the first of its kind is written.
  void note(String provider, boolean rotated);
}
