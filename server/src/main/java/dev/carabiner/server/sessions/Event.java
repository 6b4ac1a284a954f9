package dev.carabiner.server.sessions;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Something that happened to a session or an app, written in the transaction that made it so. Ids
/// and words only, never a secret.
///
/// @param id random, unique; receivers recognise repeats by it
/// @param type such as `session.connected`
/// @param subject what it happened to
/// @param fence the session's fence after the change; 0 for what is no session's
/// @param details what else is told, by the names that webhooks carry
public record Event(
    String id, String type, Subject subject, long fence, Instant at, Map<String, String> details) {
  public Event {
    details = Map.copyOf(details);
  }

  /// An event of a session.
  public Event(
      String id,
      String type,
      Session.Key session,
      long fence,
      Instant at,
      Map<String, String> details) {
    this(id, type, Subject.of(session), fence, at, details);
  }

  /// What an event happened to: a session, an app, or a workspace as a whole.
  ///
  /// @param app absent only for what belongs to no app
  /// @param session absent for what belongs to no session
  public record Subject(Workspace workspace, Optional<AppKey> app, Optional<SessionId> session) {
    public Subject {
      if (session.isPresent() && app.isEmpty())
        throw new IllegalArgumentException("a session belongs to an app");
    }

    /// That session.
    public static Subject of(Session.Key session) {
      return new Subject(
          session.workspace(), Optional.of(session.app()), Optional.of(session.id()));
    }

    /// That app.
    public static Subject of(Workspace workspace, AppKey app) {
      return new Subject(workspace, Optional.of(app), Optional.empty());
    }

    /// The workspace as a whole.
    public static Subject of(Workspace workspace) {
      return new Subject(workspace, Optional.empty(), Optional.empty());
    }

    /// Events with the same word are told to each receiver one after the other.
    public String order() {
      return session
          .map(id -> "session " + id.value())
          .or(() -> app.map(key -> "app " + key.value()))
          .orElse("workspace");
    }
  }
}
