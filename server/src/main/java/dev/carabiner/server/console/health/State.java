package dev.carabiner.server.console.health;

import dev.carabiner.server.console.parts.Badge;
import dev.carabiner.server.console.parts.Icon;
import dev.carabiner.server.console.parts.Tone;
import java.time.Instant;

/// How it goes with a provider, the worst first.
public sealed interface State {
  /// It refuses the client credentials of an app.
  record Refuses() implements State {}

  /// It does not answer.
  ///
  /// @param until when it is asked again at the earliest
  /// @param outage whether more than a single call found it so
  record Silent(Instant since, Instant until, boolean outage) implements State {}

  /// It asked us to wait.
  record AsksToWait(Instant since, Instant until) implements State {}

  /// It answers.
  record Answers() implements State {}

  /// Nothing was asked of it in the last 24 hours.
  record Unasked() implements State {}

  /// Icon, word and colour.
  default Badge badge() {
    return switch (this) {
      case Refuses() -> Badge.bad("Refuses our credentials");
      case Silent _ -> Badge.trouble("Not answering");
      case AsksToWait _ -> Badge.trouble("Asked to wait");
      case Answers() -> Badge.good("Answers");
      case Unasked() -> new Badge(Tone.IDLE, Icon.CLOCK, "Not called");
    };
  }

  /// The worst has the least.
  default int rank() {
    return switch (this) {
      case Refuses() -> 0;
      case Silent _ -> 1;
      case AsksToWait _ -> 2;
      case Answers() -> 3;
      case Unasked() -> 4;
    };
  }
}
