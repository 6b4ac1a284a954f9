package dev.carabiner.server.sessions;

import java.util.Optional;
import java.util.Set;

/// Which sessions a list shows.
///
/// @param userId only those of this user
/// @param orgCode only those of this organisation
/// @param appKey only those of this app, byte for byte
/// @param states words of states; never empty
public record SessionFilter(
    Optional<String> userId,
    Optional<String> orgCode,
    Optional<String> appKey,
    Set<String> states) {
  /// What a list shows that names no state.
  public static final Set<String> LIVE = Set.of("connected", "needs_reconnect");

  public SessionFilter {
    states = Set.copyOf(states);
    if (states.isEmpty()) throw new IllegalArgumentException("a filter needs a state");
  }
}
