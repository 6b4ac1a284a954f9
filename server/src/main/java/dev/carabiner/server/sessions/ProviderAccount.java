package dev.carabiner.server.sessions;

import java.util.Optional;

/// The account at the provider, as the provider tells it.
///
/// @param id stable and unique at that provider
public record ProviderAccount(String id, Optional<String> name, Optional<String> email) {
  /// Whether both are known and not the same.
  public static boolean differ(Optional<ProviderAccount> one, Optional<ProviderAccount> other) {
    return one.isPresent() && other.isPresent() && !one.get().id().equals(other.get().id());
  }
}
