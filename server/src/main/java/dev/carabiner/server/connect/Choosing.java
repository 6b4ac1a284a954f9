package dev.carabiner.server.connect;

import dev.carabiner.server.base.Pause;
import dev.carabiner.server.oauth.AccountChoice;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Change.Step.ReplaceFlow;
import dev.carabiner.server.sessions.Change.Step.ReplaceSession;
import dev.carabiner.server.sessions.Confirming;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.GrantSealer;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.vault.Vault;
import java.time.Duration;
import java.util.Optional;

/// Makes a user's choice among their accounts real. The grant is in its session, or in its flow
/// where the back end must agree first, with the first account; the choice replaces what is kept of
/// that one.
final class Choosing {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int MOST_POLLS = 250;

  private final SessionStore store;
  private final Vault vault;
  private final GrantSealer sealer;
  private final Pause pause;

  Choosing(SessionStore store, Vault vault, Pause pause) {
    this.store = store;
    this.vault = vault;
    this.sealer = new GrantSealer(vault);
    this.pause = pause;
  }

  /// Chooses one. Nothing happens once there is nothing to choose any more. Waits for a refresh of
  /// the session that is under way, at most 25 s.
  ///
  /// @param place counted from 0
  /// @return false if there is no such account, or the refresh takes too long
  boolean choose(Flow seen, int place) {
    for (var poll = 0; poll < MOST_POLLS; poll++) {
      var flow = store.flowByLink(seen.linkHash());
      var choices = flow.flatMap(found -> Choices.of(vault, found));
      if (choices.isEmpty()) return true;
      var candidates = choices.get().candidates();
      if (place < 0 || place >= candidates.size()) return false;
      var change = change(flow.get(), choices.get(), candidates.get(place));
      if (change.isPresent() && store.commit(change.get())) return true;
      try {
        pause.pause(POLL);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  /// Empty while the session is being refreshed: to change it would take the refresh its claim.
  private Optional<Change> change(Flow flow, Choices choices, AccountChoice.Candidate chosen) {
    var granted = (Flow.Step.Granted) flow.step();
    var reading = store.find(flow.session().workspace(), flow.session().id());
    var held = granted.confirmation().flatMap(Flow.Confirmation::slot);
    if (held.isPresent()) {
      var until = store.now().plus(Confirming.PATIENCE);
      var old = granted.confirmation().orElseThrow();
      var slot = sealer.keeping(held.get(), chosen.kept(), flow::binding);
      var confirmation =
          new Flow.Confirmation(old.codeHash(), until, old.completedAt(), Optional.of(slot));
      return Optional.of(
          Change.of(
              new ReplaceFlow(
                  flow,
                  flow.at(new Flow.Step.Granted(granted.stateHash(), Optional.of(confirmation))))));
    }
    var settled =
        Change.of(
            new ReplaceFlow(
                flow, flow.at(new Flow.Step.Granted(granted.stateHash(), granted.confirmation()))));
    if (reading.isEmpty() || !isStillThat(reading.get().session(), choices))
      return Optional.of(settled);
    var session = reading.get().session();
    if (session.renewal().claim().isPresent()) return Optional.empty();
    var generation = session.renewal().generation();
    var grant =
        sealer.keeping(
            session.grant(), chosen.kept(), field -> session.key().binding(field, generation));
    return Optional.of(settled.and(new ReplaceSession(session, session.keeping(grant))));
  }

  /// Nobody has connected the session anew or ended it since.
  private static boolean isStillThat(Session session, Choices choices) {
    return session.times().connected().equals(choices.connected())
        && switch (session.state()) {
          case SessionState.Connected(), SessionState.NeedsReconnect _ -> true;
          case SessionState.Pending(), SessionState.Revoked(), SessionState.Expired _ -> false;
        };
  }
}
