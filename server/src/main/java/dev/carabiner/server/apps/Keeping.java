package dev.carabiner.server.apps;

import java.time.Duration;

/// How long connections are looked after, and how they end.
///
/// @param revokeAtProvider when the provider is told of a revocation
/// @param keepAlive how long after its last read a grant is kept from idling out; zero means never,
///   see [#FOREVER]
public record Keeping(RevokeAtProvider revokeAtProvider, Duration keepAlive) {
  /// The `keep-alive` that never ends.
  public static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);
}
