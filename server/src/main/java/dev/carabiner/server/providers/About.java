package dev.carabiner.server.providers;

import java.util.List;
import java.util.Optional;

/// What people need to know of a provider.
///
/// @param name the name people know
/// @param docs the official page on its OAuth
/// @param categories words to find it by
/// @param standing how far to trust the entry
/// @param registration where and how an operator registers us
/// @param api how its API is called
/// @param notes what else to know
public record About(
    String name,
    Optional<String> docs,
    List<String> categories,
    Standing standing,
    Registration registration,
    Api api,
    Optional<String> notes) {
  public About {
    categories = List.copyOf(categories);
  }

  /// How far to trust an entry.
  ///
  /// @param confidence `high`, `medium` or `low`; absent for an operator's own entry
  /// @param variantOf the provider whose registration and endpoints it shares
  /// @param deprecated whether the provider is on its way out
  public record Standing(
      Optional<String> confidence, Optional<String> variantOf, boolean deprecated) {}

  /// Where and how an operator registers us at the provider.
  ///
  /// @param console the page to do it on
  /// @param callbackRules which redirect URIs it takes
  public record Registration(Optional<String> console, CallbackRules callbackRules) {}
}
