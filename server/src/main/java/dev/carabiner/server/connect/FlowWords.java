package dev.carabiner.server.connect;

import dev.carabiner.server.sessions.Flow;
import java.util.Optional;

/// Says in plain words how an attempt to connect stands after its provider was asked. Decides
/// nothing.
final class FlowWords {
  private FlowWords() {}

  /// @param flow as it stands now; absent when it is gone
  static String of(Optional<Flow> flow) {
    if (flow.isEmpty()) return "The session is gone; nothing is kept of it.";
    return switch (flow.get().step()) {
      case Flow.Step.Open() -> "Nothing was stored; the person can try again.";
      case Flow.Step.Sent _ -> "The browser was sent on to the provider.";
      case Flow.Step.Exchanging _ -> "The attempt is under way.";
      case Flow.Step.Granted(_, var confirmation, var choice) -> {
        if (choice.isPresent())
          yield "The grant is stored; the person has yet to choose one of its accounts.";
        yield confirmation.flatMap(Flow.Confirmation::slot).isPresent()
            ? "The grant is sealed where nobody can read it, until the back end has confirmed it."
            : "The grant is stored; the session is connected.";
      }
      case Flow.Step.Failed(_, var error, var description) ->
          "This attempt ended as " + error + ". " + description;
    };
  }
}
