package dev.carabiner.server.oauth;

/// How the look for a provider's concrete addresses ended.
public sealed interface Resolution {
  /// Everything needed is known.
  record Resolved(ResolvedProvider provider) implements Resolution {}

  /// Discovery did not answer; a later try may succeed.
  record Unreachable(String why) implements Resolution {}

  /// The entry, the app's choice or the provider's metadata is wrong; somebody has to mend it.
  record Unusable(String why) implements Resolution {}
}
