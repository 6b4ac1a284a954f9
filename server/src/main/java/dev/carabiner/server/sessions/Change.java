package dev.carabiner.server.sessions;

import dev.carabiner.vault.Sealed;
import java.util.List;
import java.util.stream.Stream;

/// Steps that become real together or not at all.
public record Change(List<Step> steps) {
  /// No step.
  public static final Change NOTHING = new Change(List.of());

  public Change {
    steps = List.copyOf(steps);
  }

  /// The change that these steps make.
  public static Change of(Step... steps) {
    return new Change(List.of(steps));
  }

  /// The same with further steps after it.
  public Change and(Step... more) {
    return and(new Change(List.of(more)));
  }

  /// The same with the steps of another change after it.
  public Change and(Change more) {
    return new Change(Stream.concat(steps.stream(), more.steps.stream()).toList());
  }

  /// One step of a change.
  public sealed interface Step {
    /// A new session.
    record InsertSession(Session session) implements Step {}

    /// Everything of a session but `supersededBy`, `metadata` and `lastRead` becomes `next`, if the
    /// stored fence still is `expected`'s; otherwise the whole change is void. A new generation of
    /// a connected session is looked at at once, see [CareStore]; one that is not connected, never.
    record ReplaceSession(Session expected, Session next) implements Step {}

    /// A new flow; older flows of the session stay until they end.
    record InsertFlow(Flow flow) implements Step {}

    /// A flow becomes `next`, if the stored version still is `expected`'s; otherwise the whole
    /// change is void.
    record ReplaceFlow(Flow expected, Flow next) implements Step {}

    /// Older live sessions of the same workspace, app, owner and provider account get `newer` as
    /// their successor. Their fences stay.
    record Supersede(Session newer) implements Step {}

    /// A refresh token that came too late is kept with a session of that generation, sealed to it.
    /// Nothing happens if the session has moved on.
    record KeepOrphan(Session.Key session, long generation, Sealed orphan) implements Step {}

    /// An alarm for an app; if that very alarm stands already, the whole change is void.
    record RaiseAlarm(AppAlarm alarm) implements Step {}

    /// An event goes into the outbox.
    record RecordEvent(Event event) implements Step {}

    /// Tokens are to be revoked at the provider.
    record QueueRevocation(Revocation revocation) implements Step {}
  }
}
