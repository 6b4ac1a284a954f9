package dev.carabiner.server.doctor;

import dev.carabiner.vault.Binding;
import dev.carabiner.vault.Sealed;
import java.time.Instant;
import java.util.Optional;

/// A webhook's row as it is.
///
/// @param stopped why nothing is sent to it; absent while it is on
/// @param failingSince since when no delivery has succeeded
/// @param waiting what waits for it
public record StoredWebhook(
    String workspace,
    String id,
    Secrets secrets,
    Optional<String> stopped,
    Optional<Instant> failingSince,
    Waiting waiting) {
  /// Its signing secrets, by the number that each is sealed to.
  ///
  /// @param old sealed to the number before
  public record Secrets(Sealed current, long number, Optional<Sealed> old) {}

  /// Events that were not delivered yet.
  ///
  /// @param oldest when the oldest of them came to wait
  public record Waiting(long events, Optional<Instant> oldest) {}

  Binding binding(long number) {
    return new Binding(workspace, "webhook", id, "secret", number);
  }
}
