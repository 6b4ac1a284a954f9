package dev.carabiner.server.doctor;

import dev.carabiner.vault.Binding;
import dev.carabiner.vault.Sealed;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A session's row as it is, whatever is wrong with it.
///
/// @param readable whether the program can make a session of it
/// @param seals its sealed values by the field they are sealed to
/// @param strangeSuccessor whether it points to a session of another workspace, app or owner
public record StoredSession(
    Place place,
    boolean readable,
    Standing standing,
    Times times,
    Optional<String> claimNode,
    Map<String, Sealed> seals,
    boolean strangeSuccessor) {
  public StoredSession {
    seals = Map.copyOf(seals);
  }

  /// Where it belongs.
  public record Place(String workspace, String app, String id) {
    /// What one of its values is sealed to.
    Binding binding(String field, long generation) {
      return new Binding(workspace, app, id, field, generation);
    }
  }

  /// Its state and counters.
  ///
  /// @param word the state's
  public record Standing(
      String word, Optional<String> reason, long generation, long fence, int tries) {}

  /// Its times.
  public record Times(
      Optional<Instant> tokenStart,
      Optional<Instant> tokenEnd,
      Optional<Instant> due,
      Optional<Instant> claimUntil,
      Optional<Instant> nextTry,
      Optional<Instant> deniedSince,
      Optional<Instant> inDoubtSince) {}
}
