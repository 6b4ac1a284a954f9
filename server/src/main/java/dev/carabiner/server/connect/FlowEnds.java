package dev.carabiner.server.connect;

import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Change.Step.ReplaceFlow;
import dev.carabiner.server.sessions.Change.Step.ReplaceSession;
import dev.carabiner.server.sessions.Confirming;
import dev.carabiner.server.sessions.Events;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.Retention;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.vault.Secret;
import java.util.Optional;

/// The ends of flows: failing one, and telling a browser again how one ended.
final class FlowEnds {
  private final SessionStore store;
  private final Confirming confirming;
  private final Events events;
  private final Retention retention;

  FlowEnds(SessionStore store, Confirming confirming, Events events, Retention retention) {
    this.store = store;
    this.confirming = confirming;
    this.events = events;
    this.retention = retention;
  }

  /// Ends a flow without a grant. A session that waited for it expires; one that was to be mended
  /// stays as it is.
  NextStep fail(Flow flow, Failure failure, Change.Step... more) {
    var failed = new Flow.Step.Failed(flow.stateHash(), failure.error(), failure.description());
    var ended = flow.at(failed);
    var change = Change.of(new ReplaceFlow(flow, ended)).and(more);
    var reading = store.find(flow.session().workspace(), flow.session().id());
    if (reading.isPresent() && reading.get().session().state() instanceof SessionState.Pending) {
      var session = reading.get().session();
      var expired = session.expired(failure.why(), reading.get().now().plus(retention.pending()));
      change =
          change.and(
              new ReplaceSession(session, expired),
              events.of(Events.REJECTED, expired, reading.get().now()));
    }
    if (store.commit(change))
      return new NextStep.ToApplication(ToApplication.failed(ended, failed));
    return again(flow).orElseGet(() -> fail(reload(flow), failure, more));
  }

  /// The outcome of a flow that has ended, for the browser that it is bound to; empty for one that
  /// has not.
  Optional<NextStep> again(Flow known) {
    var flow = reload(known);
    return switch (flow.step()) {
      case Flow.Step.Open(), Flow.Step.Sent _, Flow.Step.Exchanging _ -> Optional.empty();
      case Flow.Step.Failed failed ->
          Optional.of(new NextStep.ToApplication(ToApplication.failed(flow, failed)));
      case Flow.Step.Granted _ ->
          Optional.of(new NextStep.ToApplication(ToApplication.granted(flow, freshCode(flow))));
    };
  }

  /// A repeat before the confirmation gets a new code, and the former is void.
  private Optional<Secret> freshCode(Flow flow) {
    var renewed = confirming.renewCode(flow);
    if (renewed.isEmpty()) return Optional.empty();
    if (store.commit(Change.of(new ReplaceFlow(flow, renewed.get().flow()))))
      return Optional.of(renewed.get().code());
    return freshCode(reload(flow));
  }

  private Flow reload(Flow flow) {
    return store.flowByLink(flow.linkHash()).orElse(flow);
  }
}
