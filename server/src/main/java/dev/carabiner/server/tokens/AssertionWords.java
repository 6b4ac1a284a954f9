package dev.carabiner.server.tokens;

import dev.carabiner.server.exchanges.Decision;
import dev.carabiner.server.exchanges.Outcome;
import java.util.Optional;

/// Says in plain words what came of an ID token. Decides nothing.
final class AssertionWords {
  private AssertionWords() {}

  static Decision of(AssertedSessions.Outcome outcome) {
    return switch (outcome) {
      case AssertedSessions.Outcome.Connected _ ->
          decision(
              Outcome.GRANTED,
              Optional.empty(),
              "Both servers agreed. The session is connected, and renewed by this ID token until"
                  + " that ends.");
      case AssertedSessions.Outcome.Refused(var error) ->
          decision(Outcome.NOT_DONE, Optional.of(error), "Nothing was stored: a server said no.");
      case AssertedSessions.Outcome.OtherAccount() ->
          decision(
              Outcome.NOT_DONE,
              Optional.of("other_account"),
              "Nothing was stored: the ID token is of another user than the session.");
      case AssertedSessions.Outcome.Over() ->
          decision(Outcome.NOT_DONE, Optional.empty(), "Nothing was stored: the session was over.");
      case AssertedSessions.Outcome.Unavailable() ->
          decision(
              Outcome.NOT_DONE,
              Optional.empty(),
              "Nothing was stored; the same ID token may be sent again.");
    };
  }

  private static Decision decision(Outcome outcome, Optional<String> word, String text) {
    return new Decision(outcome, word, () -> text);
  }
}
