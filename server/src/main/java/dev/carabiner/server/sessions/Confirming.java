package dev.carabiner.server.sessions;

import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.base.Sha256;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.time.Duration;
import java.util.Optional;

/// The confirmation that `bind` asks of the application's back end: until it has come, nobody can
/// read the grant.
public final class Confirming {
  /// How long a grant waits for its confirmation, and how long a confirmation may be repeated.
  public static final Duration PATIENCE = Duration.ofMinutes(2);

  private final SessionStore store;
  private final Vault vault;
  private final Events events;
  private final RandomValues random;
  private final Revoking revoking;

  public Confirming(
      SessionStore store, Vault vault, Events events, RandomValues random, Revoking revoking) {
    this.store = store;
    this.vault = vault;
    this.events = events;
    this.random = random;
    this.revoking = revoking;
  }

  /// What the back end says.
  ///
  /// @param session absent for a text that cannot be a session's id
  /// @param connectCode what the application's callback received
  /// @param owner the user that is signed in there, or the organisation where the session has only
  ///   that; absent for a text that cannot be an owner's
  public record Statement(
      Workspace workspace,
      Optional<SessionId> session,
      Secret connectCode,
      Optional<Owner> owner) {}

  /// Confirms a grant. Repeating a confirmation within [#PATIENCE] of its success is a success
  /// again; any mismatch burns the code.
  public boolean complete(Statement statement) {
    while (true) {
      var found =
          store.flowByConnectCode(Sha256.hex(statement.connectCode().reveal(Reveal.TO_COMPARE)));
      if (found.isEmpty()
          || !(found.get().step() instanceof Flow.Step.Granted(var stateHash, var held, _))
          || held.isEmpty()) return false;
      var flow = found.get();
      var confirmation = held.get();
      var reading = store.find(flow.session().workspace(), flow.session().id());
      if (reading.isEmpty() || !mayBeConfirmed(reading.get().session(), flow)) return false;
      var session = reading.get().session();
      var now = reading.get().now();
      var matches = matches(statement, session);
      if (confirmation.completedAt().isPresent())
        return matches && now.isBefore(confirmation.completedAt().get().plus(PATIENCE));
      if (!matches || confirmation.slot().isEmpty() || !now.isBefore(confirmation.until())) {
        if (store.commit(
            Change.of(new Change.Step.ReplaceFlow(flow, burned(flow, stateHash, confirmation)))))
          return false;
      } else if (store.commit(confirmed(flow, stateHash, confirmation, reading.get()))) {
        return true;
      }
    }
  }

  /// A revocation is final, whatever waits for its confirmation; so is a link that ran out.
  private static boolean mayBeConfirmed(Session session, Flow flow) {
    return switch (session.state()) {
      case SessionState.Pending() -> flow.request().kind() == Flow.Kind.CONNECT;
      case SessionState.Connected(), SessionState.NeedsReconnect _ -> true;
      case SessionState.Revoked(), SessionState.Expired _ -> false;
    };
  }

  /// A new code in place of the one given out before, for the same browser's repeat of the
  /// callback.
  ///
  /// @return the code, and the flow that knows its hash; empty once the grant is confirmed or wiped
  public Optional<Renewed> renewCode(Flow flow) {
    if (!(flow.step() instanceof Flow.Step.Granted(var stateHash, var confirmation, var choice)))
      return Optional.empty();
    if (confirmation.isEmpty() || confirmation.get().slot().isEmpty()) return Optional.empty();
    var code = random.next();
    var old = confirmation.get();
    var next =
        new Flow.Confirmation(
            Optional.of(Sha256.hex(code)), old.until(), old.completedAt(), old.slot());
    return Optional.of(
        new Renewed(
            Secret.of(code), flow.at(new Flow.Step.Granted(stateHash, Optional.of(next), choice))));
  }

  /// A code and the flow that knows its hash.
  public record Renewed(Secret code, Flow flow) {}

  private static boolean matches(Statement statement, Session session) {
    var user = session.owner().userId();
    var sameOwner =
        user.isPresent()
            ? user.equals(statement.owner().flatMap(Owner::userId))
            : session.owner().orgCode().equals(statement.owner().flatMap(Owner::orgCode));
    return sameOwner
        && statement.session().equals(Optional.of(session.key().id()))
        && session.key().workspace().equals(statement.workspace());
  }

  private static Flow burned(Flow flow, String stateHash, Flow.Confirmation confirmation) {
    var without =
        new Flow.Confirmation(
            Optional.empty(), confirmation.until(), Optional.empty(), confirmation.slot());
    return flow.at(new Flow.Step.Granted(stateHash, Optional.of(without)));
  }

  private Change confirmed(
      Flow flow, String stateHash, Flow.Confirmation confirmation, Reading reading) {
    var session = reading.session();
    var now = reading.now();
    var done =
        new Flow.Confirmation(
            confirmation.codeHash(), confirmation.until(), Optional.of(now), Optional.empty());
    var generation = session.renewal().generation() + 1;
    var moved =
        confirmation
            .slot()
            .orElseThrow()
            .resealed(vault, flow::binding, field -> session.key().binding(field, generation));
    var connected = session.connected(moved, now);
    return Change.of(
            new Change.Step.ReplaceFlow(
                flow, flow.at(new Flow.Step.Granted(stateHash, Optional.of(done)))),
            new Change.Step.ReplaceSession(session, connected),
            new Change.Step.Supersede(connected),
            events.of(Events.CONNECTED, connected, now))
        .and(revoking.formerGrant(session, moved, now));
  }
}
