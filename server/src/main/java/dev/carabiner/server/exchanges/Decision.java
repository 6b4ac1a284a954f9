package dev.carabiner.server.exchanges;

import dev.carabiner.server.oauth.TokenReply;
import java.util.Optional;
import java.util.function.Supplier;

/// What was made of an answer.
///
/// @param word of the answer, on which it hung; no secrets
/// @param text what was decided and why, in plain words. Asked later, by another thread, so it may
///   look at what is stored
public record Decision(Outcome outcome, Optional<String> word, Supplier<String> text) {
  /// What was made of the reply to a token request.
  public static Decision on(TokenReply reply, Supplier<String> text) {
    return new Decision(Outcome.of(reply), word(reply), text);
  }

  private static Optional<String> word(TokenReply reply) {
    return switch (reply) {
      case TokenReply.Granted _ -> Optional.empty();
      case TokenReply.Dead(var error) -> Optional.of(error);
      case TokenReply.OursIsWrong(var error) -> Optional.of(error);
      case TokenReply.Refused(var error) -> Optional.of(error);
      case TokenReply.NotDone(var why, _, _) -> Optional.of(why);
      case TokenReply.InDoubt(var why) -> Optional.of(why);
    };
  }
}
