package dev.carabiner.server.simulation;

import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Event;
import dev.carabiner.server.sessions.Events;
import dev.carabiner.server.sessions.Session;
import java.util.List;
import java.util.Set;

/// I11: each change of state has its event in the same commit, exactly once, and no event comes
/// without one.
final class StateRules {
  private static final Set<String> OF_STATES =
      Set.of(Events.CONNECTED, Events.NEEDS_RECONNECT, Events.REVOKED, Events.REJECTED);

  private StateRules() {}

  static void check(World world, Known known, Session before, Session after, Change change) {
    var said =
        change.steps().stream()
            .filter(Change.Step.RecordEvent.class::isInstance)
            .map(step -> ((Change.Step.RecordEvent) step).event())
            .filter(event -> event.subject().equals(Event.Subject.of(after.key())))
            .filter(event -> OF_STATES.contains(event.type()))
            .toList();
    var types = said.stream().map(event -> event.type()).toList();
    var expected = expected(before, after);
    if (!types.equals(expected))
      world
          .checker()
          .violated(
              "I11",
              known.label
                  + " goes from "
                  + before.state()
                  + " to "
                  + after.state()
                  + " with the events "
                  + types
                  + ", not "
                  + expected);
    if (said.stream().anyMatch(event -> event.fence() != after.renewal().fence()))
      world.checker().violated("I11", known.label + "'s event has another fence than its change");
  }

  private static List<String> expected(Session before, Session after) {
    if (!before.state().equals(after.state()))
      return switch (after.state().word()) {
        case "connected" -> List.of(Events.CONNECTED);
        case "needs_reconnect" -> List.of(Events.NEEDS_RECONNECT);
        case "revoked" -> List.of(Events.REVOKED);
        case "expired" -> List.of(Events.REJECTED);
        default -> List.of();
      };
    return before.times().connected().equals(after.times().connected())
        ? List.of()
        : List.of(Events.CONNECTED);
  }
}
