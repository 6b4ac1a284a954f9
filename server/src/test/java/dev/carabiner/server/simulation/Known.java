package dev.carabiner.server.simulation;

import dev.carabiner.server.sessions.SessionId;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the checker knows of one session.
final class Known {
  final SessionId id;
  final String label;

  /// The access tokens that were durable at some time.
  final Set<String> durable = new HashSet<>();

  /// The provider's side of its present tokens.
  @Nullable GrantAtProvider grant;

  /// When a client heard that it is revoked; below zero: never.
  long revokedAt = -1;

  Known(SessionId id, String label) {
    this.id = id;
    this.label = label;
  }
}
