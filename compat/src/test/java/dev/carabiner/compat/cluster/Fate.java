package dev.carabiner.compat.cluster;

/// What became of a session's grant.
enum Fate {
  /// A read hands out a token that the provider lets in.
  KEPT,
  /// Lost, and said to be: `needs_reconnect` with the reason `rotation_lost`.
  NAMED
}
