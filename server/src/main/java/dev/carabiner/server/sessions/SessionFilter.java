package dev.carabiner.server.sessions;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Which sessions are meant.
///
/// @param userId only those of this user
/// @param orgCode only those of this organisation
/// @param appKeys only those of these apps, byte for byte
/// @param states words of states; never empty
/// @param connected only those that connected in this span
public record SessionFilter(
    Optional<String> userId,
    Optional<String> orgCode,
    Optional<Set<String>> appKeys,
    Set<String> states,
    Span connected) {
  /// What a list shows that names no state.
  public static final Set<String> LIVE = Set.of("connected", "needs_reconnect");

  /// A span of time.
  ///
  /// @param from its first moment
  /// @param to the first moment after it
  public record Span(Optional<Instant> from, Optional<Instant> to) {
    /// All of time.
    public static final Span ALWAYS = new Span(Optional.empty(), Optional.empty());
  }

  public SessionFilter {
    appKeys = appKeys.map(Set::copyOf);
    states = Set.copyOf(states);
    if (states.isEmpty()) throw new IllegalArgumentException("a filter needs a state");
  }

  /// Whenever they connected.
  public SessionFilter(
      Optional<String> userId,
      Optional<String> orgCode,
      Optional<String> appKey,
      Set<String> states) {
    this(userId, orgCode, appKey.map(Set::of), states, Span.ALWAYS);
  }
}
