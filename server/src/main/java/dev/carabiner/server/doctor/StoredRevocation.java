package dev.carabiner.server.doctor;

import dev.carabiner.vault.Binding;
import dev.carabiner.vault.Sealed;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A revocation's row as it is.
///
/// @param receipt the word of how it stands
/// @param due when it is tried next; absent when it has ended
/// @param seals its sealed tokens by the field they are sealed to
public record StoredRevocation(
    String id,
    StoredSession.Place session,
    Instant created,
    String receipt,
    int tries,
    Optional<Instant> due,
    Map<String, Sealed> seals) {
  public StoredRevocation {
    seals = Map.copyOf(seals);
  }

  Binding binding(String field) {
    return new Binding(session.workspace(), session.app(), id, field, 0);
  }
}
