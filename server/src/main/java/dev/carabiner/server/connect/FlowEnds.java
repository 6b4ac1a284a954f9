package dev.carabiner.server.connect;

import dev.carabiner.server.connect.pages.ConnectError;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Change.Step.ReplaceFlow;
import dev.carabiner.server.sessions.Change.Step.ReplaceSession;
import dev.carabiner.server.sessions.Confirming;
import dev.carabiner.server.sessions.Events;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.Retention;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.vault.Vault;
import java.util.Optional;

/// The ends of flows: failing one, and telling a browser again how one ended.
final class FlowEnds {
  private final SessionStore store;
  private final Confirming confirming;
  private final Events events;
  private final Retention retention;
  private final Vault vault;

  FlowEnds(Connecting.Sessions sessions) {
    this.store = sessions.store();
    this.confirming = sessions.confirming();
    this.events = sessions.events();
    this.retention = sessions.retention();
    this.vault = sessions.vault();
  }

  /// Ends a flow without a grant. A session that waited for it expires; one that was to be mended
  /// stays as it is.
  ///
  /// @param more becomes real whoever ended the flow, also when the flow is gone
  NextStep fail(Flow flow, Failure failure, Change.Step... more) {
    var current = flow;
    while (true) {
      var failed =
          new Flow.Step.Failed(current.stateHash(), failure.error(), failure.description());
      var ended = current.at(failed);
      if (store.commit(failing(current, ended, failure).and(more)))
        return new NextStep.ToApplication(ToApplication.failed(ended, failed));
      var outcome = again(flow);
      if (outcome.isPresent()) {
        if (more.length > 0) store.commit(Change.of(more));
        return outcome.get();
      }
      current = store.flowByLink(flow.linkHash()).orElse(current);
    }
  }

  private Change failing(Flow flow, Flow ended, Failure failure) {
    var change = Change.of(new ReplaceFlow(flow, ended));
    var reading = store.find(flow.session().workspace(), flow.session().id());
    if (reading.isEmpty() || !(reading.get().session().state() instanceof SessionState.Pending))
      return change;
    var now = reading.get().now();
    var session = reading.get().session();
    var expired = session.expired(failure.why(), now.plus(retention.pending()));
    return change.and(
        new ReplaceSession(session, expired), events.of(Events.REJECTED, expired, now));
  }

  /// The outcome of a flow that has ended or is gone, for the browser that it is bound to; empty
  /// for one that goes on.
  Optional<NextStep> again(Flow known) {
    while (true) {
      var found = store.flowByLink(known.linkHash());
      if (found.isEmpty())
        return Optional.of(new NextStep.Stop(new ConnectError.LinkUsed(), 400, Optional.empty()));
      var flow = found.get();
      switch (flow.step()) {
        case Flow.Step.Open(), Flow.Step.Sent _, Flow.Step.Exchanging _ -> {
          return Optional.empty();
        }
        case Flow.Step.Failed failed -> {
          return Optional.of(new NextStep.ToApplication(ToApplication.failed(flow, failed)));
        }
        case Flow.Step.Granted _ -> {
          var choices = Choices.of(vault, flow);
          if (choices.isPresent())
            return Optional.of(new NextStep.Choose(flow, choices.get().labels()));
          var granted = granted(flow);
          if (granted.isPresent()) return granted;
        }
      }
    }
  }

  /// A repeat before the confirmation gets a new code, and the former is void; empty if somebody
  /// else was faster.
  private Optional<NextStep> granted(Flow flow) {
    var renewed = confirming.renewCode(flow);
    if (renewed.isEmpty())
      return Optional.of(new NextStep.ToApplication(ToApplication.granted(flow, Optional.empty())));
    if (!store.commit(Change.of(new ReplaceFlow(flow, renewed.get().flow()))))
      return Optional.empty();
    return Optional.of(
        new NextStep.ToApplication(ToApplication.granted(flow, Optional.of(renewed.get().code()))));
  }
}
