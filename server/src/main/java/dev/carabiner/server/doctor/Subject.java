package dev.carabiner.server.doctor;

import dev.carabiner.server.base.Sha256;
import java.time.Instant;
import java.util.Optional;

/// What a finding is about.
///
/// @param session the session's id, where it is about one; a damaged row may hold any text
/// @param note what was found, never a secret
/// @param since since when it is so, where that is known
public record Subject(Optional<String> session, String note, Optional<Instant> since) {
  private static final int SHOWN = 8;

  public static Subject session(String id, String note, Optional<Instant> since) {
    return new Subject(Optional.of(id), note, since);
  }

  public static Subject thing(String note, Optional<Instant> since) {
    return new Subject(Optional.empty(), note, since);
  }

  /// The session as a log shows it.
  public Optional<String> logForm() {
    return session.map(id -> "#" + Sha256.hex(id).substring(0, SHOWN));
  }
}
