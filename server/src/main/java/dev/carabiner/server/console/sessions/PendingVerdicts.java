package dev.carabiner.server.console.sessions;

import static dev.carabiner.server.console.sessions.Verdict.Act.REVOKE;
import static dev.carabiner.server.console.sessions.Verdict.Act.SEE_EXCHANGE;

import dev.carabiner.server.console.Times;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.Flows;

/// Verdicts of sessions that nobody has finished yet.
final class PendingVerdicts {
  private PendingVerdicts() {}

  static Verdict of(Situation situation) {
    var names = situation.names();
    var now = situation.now();
    var flow = situation.history().flow();
    if (flow.isEmpty())
      return Verdict.quiet("Not connected yet.", "Its link is gone; it expires by itself.", REVOKE);
    return switch (flow.get().step()) {
      case Flow.Step.Open() ->
          Verdict.quiet(
              "Not connected yet: the link has not been opened.",
              "Made %s; it opens until %s. Nothing to do."
                  .formatted(
                      Times.of(situation.session().times().created(), now).ago(),
                      Say.when(flow.get().request().linkEnd(), now)),
              REVOKE);
      case Flow.Step.Sent sent ->
          Verdict.quiet(
              "Not connected yet: %s has not come back from %s."
                  .formatted(names.user(), names.provider()),
              "Sent on %s. Without an answer it expires %s."
                  .formatted(
                      Say.on(sent.until().minus(Flows.STATE_LIFETIME), now),
                      Say.on(sent.until(), now)),
              REVOKE);
      case Flow.Step.Exchanging _ ->
          Verdict.quiet(
              "Not connected yet: %s is being asked for the tokens.".formatted(names.provider()),
              "That takes seconds.",
              SEE_EXCHANGE);
      case Flow.Step.Granted(_, var confirmation, var choice) -> {
        if (confirmation.isPresent())
          yield Verdict.quiet(
              "Not connected yet: your back end has not confirmed.",
              "%s said yes. Nothing can be read until complete is called; after %s it is wiped."
                  .formatted(names.user(), Say.when(confirmation.get().until(), now)),
              SEE_EXCHANGE);
        yield Verdict.quiet(
            choice.isPresent()
                ? "Not connected yet: %s has yet to choose an account.".formatted(names.user())
                : "Not connected yet.",
            "%s said yes.".formatted(names.user()),
            SEE_EXCHANGE);
      }
      case Flow.Step.Failed(_, var error, var description) ->
          Verdict.quiet(
              "Not connected yet: the last attempt failed.",
              "“%s”, %s".formatted(error, description),
              SEE_EXCHANGE);
    };
  }
}
