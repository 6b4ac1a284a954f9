package dev.carabiner.server.simulation;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.AppAlarm;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Change.Step;
import dev.carabiner.server.sessions.Event;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.Owner;
import dev.carabiner.server.sessions.Renewal;
import dev.carabiner.server.sessions.Revocation;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.vault.Sealed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The rows of [MemorySessionStore], each kind in the order of insertion, and changes of them that
/// happen whole or not at all.
final class MemoryRows {
  private final Map<SessionId, Session> sessions = new LinkedHashMap<>();
  private final Map<String, Flow> flows = new LinkedHashMap<>();
  private final Map<String, Event> events = new LinkedHashMap<>();
  private final Map<String, QueuedRevocation> revocations = new LinkedHashMap<>();

  private final Map<AppKey, AppAlarm> alarms = new LinkedHashMap<>();
  private final Witness witness;

  MemoryRows(Witness witness) {
    this.witness = witness;
  }

  private record QueuedRevocation(Revocation revocation, Instant created) {}

  Map<SessionId, Session> sessions() {
    return sessions;
  }

  Map<String, Flow> flows() {
    return flows;
  }

  Map<String, Event> events() {
    return events;
  }

  Stream<Revocation> revocations() {
    return revocations.values().stream().map(QueuedRevocation::revocation);
  }

  Optional<Session> session(Workspace workspace, SessionId id) {
    return Optional.ofNullable(sessions.get(id))
        .filter(session -> session.key().workspace().equals(workspace));
  }

  Map<AppKey, AppAlarm> alarms() {
    return alarms;
  }

  void replace(Session session) {
    var before = sessions.put(session.key().id(), session);
    witness.changed(before, session, Change.NOTHING);
  }

  /// Makes all steps real, or none.
  boolean commit(Change change, Instant now) {
    var undo = new ArrayDeque<Runnable>();
    var before = new LinkedHashMap<SessionId, @Nullable Session>();
    var done = false;
    try {
      for (var step : change.steps()) {
        var touched = touched(step);
        if (touched != null) before.putIfAbsent(touched, sessions.get(touched));
        if (!make(step, now, undo)) return false;
      }
      done = true;
    } finally {
      if (!done) undo.forEach(Runnable::run);
    }
    before.forEach((id, former) -> {
      var after = sessions.get(id);
      if (after != null) witness.changed(former, after, change);
    });
    return true;
  }

  private static @Nullable SessionId touched(Step step) {
    return switch (step) {
      case Step.InsertSession(var session) -> session.key().id();
      case Step.ReplaceSession(var expected, _) -> expected.key().id();
      case Step.KeepOrphan orphan -> orphan.session().id();
      default -> null;
    };
  }

  private boolean make(Step step, Instant now, Deque<Runnable> undo) {
    return switch (step) {
      case Step.InsertSession(var session) -> {
        insert(sessions, session.key().id(), session, undo);
        yield true;
      }
      case Step.ReplaceSession(var expected, var next) -> replace(expected, next, undo);
      case Step.InsertFlow(var flow) -> {
        insert(flows, flow.linkHash(), flow, undo);
        yield true;
      }
      case Step.ReplaceFlow(var expected, var next) -> replace(expected, next, undo);
      case Step.Supersede(var newer) -> {
        supersede(newer, undo);
        yield true;
      }
      case Step.KeepOrphan orphan -> {
        keep(orphan, undo);
        yield true;
      }
      case Step.RaiseAlarm(var alarm) -> raise(alarm, undo);
      case Step.RecordEvent(var event) -> {
        insert(events, event.id(), event, undo);
        yield true;
      }
      case Step.QueueRevocation(var revocation) -> {
        if (!revocations.containsKey(revocation.id()))
          insert(revocations, revocation.id(), new QueuedRevocation(revocation, now), undo);
        yield true;
      }
    };
  }

  private static <K, V> void insert(Map<K, V> rows, K key, V row, Deque<Runnable> undo) {
    if (rows.containsKey(key)) throw new IllegalStateException("The store refused a statement");
    rows.put(key, row);
    undo.push(() -> rows.remove(key));
  }

  private static <K, V> void set(Map<K, V> rows, K key, V former, V next, Deque<Runnable> undo) {
    rows.put(key, next);
    undo.push(() -> rows.put(key, former));
  }

  private boolean replace(Session expected, Session next, Deque<Runnable> undo) {
    if (!expected.key().equals(next.key()))
      throw new IllegalArgumentException("a session cannot become another session");
    if (next.renewal().fence() <= expected.renewal().fence())
      throw new IllegalArgumentException("a session's next fence is higher");
    var found = session(expected.key().workspace(), expected.key().id());
    if (found.isEmpty() || found.get().renewal().fence() != expected.renewal().fence())
      return false;
    var stored = found.get();
    var orphan =
        stored.renewal().generation() < next.renewal().generation()
            ? Optional.<Sealed>empty()
            : stored.renewal().orphan();
    var kept = with(withOrphan(next, orphan), stored.supersededBy(), stored.metadata());
    set(sessions, expected.key().id(), stored, kept, undo);
    return true;
  }

  private boolean replace(Flow expected, Flow next, Deque<Runnable> undo) {
    if (!expected.linkHash().equals(next.linkHash()) || !expected.session().equals(next.session()))
      throw new IllegalArgumentException("a flow cannot become another flow");
    if (next.version() <= expected.version())
      throw new IllegalArgumentException("a flow's next version is higher");
    var stored = flows.get(expected.linkHash());
    if (stored == null || stored.version() != expected.version()) return false;
    set(flows, expected.linkHash(), stored, next, undo);
    return true;
  }

  private void keep(Step.KeepOrphan step, Deque<Runnable> undo) {
    var stored = session(step.session().workspace(), step.session().id());
    if (stored.isEmpty() || stored.get().renewal().generation() != step.generation()) return;
    var kept = withOrphan(stored.get(), Optional.of(step.orphan()));
    set(sessions, step.session().id(), stored.get(), kept, undo);
  }

  private boolean raise(AppAlarm alarm, Deque<Runnable> undo) {
    var standing = alarms.get(alarm.app());
    if (standing != null && standing.fingerprint().equals(alarm.fingerprint())) return false;
    alarms.put(alarm.app(), alarm);
    undo.push(() -> {
      if (standing == null) alarms.remove(alarm.app());
      else alarms.put(alarm.app(), standing);
    });
    return true;
  }

  private void supersede(Session newer, Deque<Runnable> undo) {
    var account = newer.grant().account();
    if (account.isEmpty()) return;
    for (var session : List.copyOf(sessions.values())) {
      var same =
          session.key().workspace().equals(newer.key().workspace())
              && session.key().app().equals(newer.key().app())
              && session
                  .grant()
                  .account()
                  .filter(known -> known.id().equals(account.get().id()))
                  .isPresent()
              && List.of("connected", "needs_reconnect").contains(session.state().word())
              && isSame(newer.owner(), session.owner());
      if (!same) continue;
      var id = newer.key().id();
      var itself = session.key().id().equals(id);
      var next = itself ? Optional.<SessionId>empty() : Optional.of(id);
      set(sessions, session.key().id(), session, with(session, next, session.metadata()), undo);
    }
  }

  private static boolean isSame(Owner newer, Owner other) {
    return newer.orgCode().isPresent()
        ? newer.orgCode().equals(other.orgCode())
        : other.orgCode().isEmpty() && newer.userId().equals(other.userId());
  }

  void delete(Session.Key session) {
    if (!session(session.workspace(), session.id()).map(Session::key).equals(Optional.of(session)))
      return;
    sessions.remove(session.id());
    flows.values().removeIf(flow -> flow.session().equals(session));
  }

  List<Revocation> takeDueRevocations(Instant now, Duration lease, int limit, Set<AppKey> except) {
    var due =
        revocations()
            .filter(revocation -> revocation.due().filter(at -> !at.isAfter(now)).isPresent())
            .filter(revocation -> !except.contains(revocation.session().app()))
            .sorted(Comparator.comparing(revocation -> revocation.due().orElseThrow()))
            .limit(limit)
            .toList();
    var taken = due.stream().map(one -> takenUp(one, now.plus(lease))).toList();
    taken.forEach(this::put);
    return taken;
  }

  private static Revocation takenUp(Revocation one, Instant due) {
    var was = one.standing();
    var is =
        new Revocation.Standing(
            was.receipt(),
            was.tries() + 1,
            was.since(),
            Optional.of(due),
            was.reason(),
            was.page());
    return new Revocation(
        one.id(), one.session(), one.account(), one.tokens(), one.doubtful(), is, one.kept());
  }

  private void put(Revocation revocation) {
    revocations.computeIfPresent(
        revocation.id(), (_, row) -> new QueuedRevocation(revocation, row.created()));
  }

  boolean update(Revocation revocation) {
    var stored = revocations.get(revocation.id());
    if (stored == null
        || stored.revocation().tries() != revocation.tries()
        || stored.revocation().due().isEmpty()) return false;
    put(revocation);
    return true;
  }

  void forgetBefore(Instant before) {
    events.values().removeIf(event -> event.at().isBefore(before));
    revocations
        .values()
        .removeIf(row -> row.created().isBefore(before) && row.revocation().due().isEmpty());
  }

  static Optional<Flow.Confirmation> confirmation(Flow flow) {
    return flow.step() instanceof Flow.Step.Granted(_, var confirmation, _)
        ? confirmation
        : Optional.empty();
  }

  private static Session withOrphan(Session session, Optional<Sealed> orphan) {
    var renewal = session.renewal();
    return new Session(
        session.key(),
        session.owner(),
        session.state(),
        session.grant(),
        new Renewal(
            renewal.generation(),
            renewal.fence(),
            renewal.claim(),
            renewal.nextTry(),
            renewal.tries(),
            renewal.deniedSince(),
            renewal.inDoubtSince(),
            orphan),
        session.times(),
        session.supersededBy(),
        session.metadata());
  }

  static Session with(
      Session session, Optional<SessionId> supersededBy, Map<String, String> metadata) {
    return new Session(
        session.key(),
        session.owner(),
        session.state(),
        session.grant(),
        session.renewal(),
        session.times(),
        supersededBy,
        metadata);
  }
}
