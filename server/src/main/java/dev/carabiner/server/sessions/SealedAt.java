package dev.carabiner.server.sessions;

import dev.carabiner.vault.Binding;

/// Names the place that a field of a token set is sealed to.
@FunctionalInterface
public interface SealedAt {
  /// The place of that field.
  Binding field(String name);
}
