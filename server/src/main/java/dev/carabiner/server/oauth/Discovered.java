package dev.carabiner.server.oauth;

/// How discovery ended.
sealed interface Discovered {
  /// The issuer's metadata.
  record Found(Metadata metadata) implements Discovered {}

  /// No answer that says anything; a later try may succeed.
  record Unreachable(String why) implements Discovered {}

  /// The issuer answers, and has no metadata that is its own.
  record Unusable(String why) implements Discovered {}
}
