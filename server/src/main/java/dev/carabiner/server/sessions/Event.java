package dev.carabiner.server.sessions;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import java.time.Instant;
import java.util.Map;

/// Something that happened to a session, written in the transaction that made it so. Ids and words
/// only, never a secret.
///
/// @param id random, unique; receivers recognise repeats by it
/// @param type such as `session.connected`
/// @param fence the session's fence after the change: orders the events of one session
public record Event(
    String id,
    String type,
    Session.Key session,
    long fence,
    Instant at,
    Map<String, String> details) {
  public Event {
    details = Map.copyOf(details);
  }

  /// The workspace it belongs to.
  public Workspace workspace() {
    return session.workspace();
  }

  /// The app it belongs to.
  public AppKey app() {
    return session.app();
  }
}
