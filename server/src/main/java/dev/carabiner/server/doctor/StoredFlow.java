package dev.carabiner.server.doctor;

import dev.carabiner.vault.Binding;
import dev.carabiner.vault.Sealed;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A connect flow's row as it is.
///
/// @param session where its session belongs
/// @param sessionState the word of its session's state; absent without such a session
/// @param step where it stands
/// @param confirmUntil when an unconfirmed grant is to be wiped; absent where it holds none
/// @param readable whether the program can make a flow of it
/// @param seals its sealed values by the field they are sealed to
public record StoredFlow(
    String linkHash,
    StoredSession.Place session,
    Optional<String> sessionState,
    Step step,
    Optional<Instant> confirmUntil,
    boolean readable,
    Map<String, Sealed> seals) {
  public StoredFlow {
    seals = Map.copyOf(seals);
  }

  /// Where it stands.
  ///
  /// @param until when the step's time is over
  public record Step(String word, Optional<Instant> until) {}

  Binding binding(String field) {
    return new Binding(session.workspace(), session.app(), linkHash, field, 0);
  }
}
