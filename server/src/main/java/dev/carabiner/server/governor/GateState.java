package dev.carabiner.server.governor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What all nodes know of a gate. In the words of circuit breakers: closed, open, half-open. All
/// times are the store's.
public sealed interface GateState {
  /// Calls go through; shortly after trouble only some.
  ///
  /// @param after the trouble that ended then
  record Flowing(Instant since, Optional<Trouble> after) implements GateState {
    /// A gate that never was in trouble.
    public static final Flowing ALWAYS = new Flowing(Instant.EPOCH, Optional.empty());

    private static final int AT_FIRST = 2;

    /// How many calls may be in flight over all nodes: after trouble two, twice as many with every
    /// second, up to `most`.
    int limit(Instant now, int most) {
      var seconds = after.isEmpty() ? Integer.SIZE : Duration.between(since, now).toSeconds();
      return seconds >= Integer.SIZE - 2 ? most : Math.min(most, AT_FIRST << Math.max(0, seconds));
    }
  }

  /// No call goes through before `until`; then one may try.
  record Shut(Trouble trouble, Instant until) implements GateState {}

  /// One call tries.
  ///
  /// @param until when another may, if this one has not said how it ended
  /// @param node whose call it is
  record Probing(Trouble trouble, Instant until, String node) implements GateState {}

  /// The trouble that there is now.
  default Optional<Trouble> presentTrouble() {
    return switch (this) {
      case Flowing _ -> Optional.empty();
      case Shut(var trouble, _) -> Optional.of(trouble);
      case Probing(var trouble, _, _) -> Optional.of(trouble);
    };
  }
}
