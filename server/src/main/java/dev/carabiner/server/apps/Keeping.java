package dev.carabiner.server.apps;

import java.time.Duration;
import java.util.Optional;

/// How long connections are looked after, and how they end.
///
/// @param revokeAtProvider when the provider is told of a revocation
/// @param keepAlive how long after its last read a grant is kept from idling out; zero means never,
///   see [#FOREVER]
/// @param rotationPolicy what becomes of a used refresh token, in the catalogue's words; absent: as
///   the catalogue says
public record Keeping(
    RevokeAtProvider revokeAtProvider, Duration keepAlive, Optional<String> rotationPolicy) {
  /// The `keep-alive` that never ends.
  public static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);
}
