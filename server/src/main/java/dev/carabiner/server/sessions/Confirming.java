package dev.carabiner.server.sessions;

import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.base.Sha256;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.time.Duration;
import java.time.Instant;
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

  public Confirming(SessionStore store, Vault vault, Events events, RandomValues random) {
    this.store = store;
    this.vault = vault;
    this.events = events;
    this.random = random;
  }

  /// What the back end says.
  ///
  /// @param connectCode what the application's callback received
  /// @param owner the user that is signed in there, or the organisation where the session has only
  ///   that
  public record Statement(
      Workspace workspace, SessionId session, Secret connectCode, Owner owner) {}

  /// Confirms a grant. Repeating a confirmation within [#PATIENCE] of its success is a success
  /// again; any mismatch burns the code.
  public boolean complete(Statement statement) {
    while (true) {
      var reading = store.find(statement.workspace(), statement.session());
      if (reading.isEmpty()) return false;
      var session = reading.get().session();
      var now = reading.get().now();
      var found = store.newestFlow(session.key());
      if (found.isEmpty()
          || !(found.get().step() instanceof Flow.Step.Granted granted)
          || granted.confirmation().isEmpty()) return false;
      var flow = found.get();
      var confirmation = granted.confirmation().get();
      var matches = matches(statement, session, confirmation);
      if (confirmation.completedAt().isPresent())
        return matches && now.isBefore(confirmation.completedAt().get().plus(PATIENCE));
      if (!matches || confirmation.slot().isEmpty() || !now.isBefore(confirmation.until())) {
        if (store.commit(
            Change.of(new Change.Step.ReplaceFlow(flow, burned(flow, granted, confirmation)))))
          return false;
      } else if (store.commit(confirmed(flow, granted, confirmation, session, now))) {
        return true;
      }
    }
  }

  /// A new code in place of the one given out before, for the same browser's repeat of the
  /// callback.
  ///
  /// @return the code, and the flow that knows its hash; empty once the grant is confirmed or wiped
  public Optional<Renewed> renewCode(Flow flow) {
    if (!(flow.step() instanceof Flow.Step.Granted(var stateHash, var confirmation)))
      return Optional.empty();
    if (confirmation.isEmpty() || confirmation.get().slot().isEmpty()) return Optional.empty();
    var code = random.next();
    var old = confirmation.get();
    var next =
        new Flow.Confirmation(
            Optional.of(Sha256.hex(code)), old.until(), old.completedAt(), old.slot());
    return Optional.of(
        new Renewed(Secret.of(code), flow.at(new Flow.Step.Granted(stateHash, Optional.of(next)))));
  }

  /// A code and the flow that knows its hash.
  public record Renewed(Secret code, Flow flow) {}

  private static boolean matches(
      Statement statement, Session session, Flow.Confirmation confirmation) {
    var code =
        confirmation
            .codeHash()
            .filter(
                hash -> hash.equals(Sha256.hex(statement.connectCode().reveal(Reveal.TO_COMPARE))));
    var owner =
        session.owner().userId().isPresent()
            ? session.owner().userId().equals(statement.owner().userId())
            : session.owner().orgCode().equals(statement.owner().orgCode());
    return code.isPresent() && owner;
  }

  private static Flow burned(Flow flow, Flow.Step.Granted granted, Flow.Confirmation confirmation) {
    var without =
        new Flow.Confirmation(
            Optional.empty(), confirmation.until(), Optional.empty(), confirmation.slot());
    return flow.at(new Flow.Step.Granted(granted.stateHash(), Optional.of(without)));
  }

  private Change confirmed(
      Flow flow,
      Flow.Step.Granted granted,
      Flow.Confirmation confirmation,
      Session session,
      Instant now) {
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
            flow, flow.at(new Flow.Step.Granted(granted.stateHash(), Optional.of(done)))),
        new Change.Step.ReplaceSession(session, connected),
        new Change.Step.Supersede(connected),
        events.of(Events.CONNECTED, connected, now));
  }
}
