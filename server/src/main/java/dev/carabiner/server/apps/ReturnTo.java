package dev.carabiner.server.apps;

import java.util.List;
import java.util.Optional;

/// Where the user's browser goes when a connect flow has ended. Compared byte for byte, never
/// normalised.
///
/// @param callbackUrl the application's callback; https, or http on loopback
/// @param allowed further URLs that `override_callback_url` may name
public record ReturnTo(String callbackUrl, List<String> allowed) {
  public ReturnTo {
    allowed = List.copyOf(allowed);
  }

  /// The callback for a flow that asked for `override`; empty when that is not on the list.
  public Optional<String> choose(Optional<String> override) {
    if (override.isEmpty()) return Optional.of(callbackUrl);
    return override.filter(url -> url.equals(callbackUrl) || allowed.contains(url));
  }
}
