package dev.carabiner.server.exchanges;

import dev.carabiner.server.oauth.TokenReply;
import dev.carabiner.server.outbound.OutboundAnswer;

/// The five ways in which a request to a provider ends, as `docs/outcomes.md` has them.
public enum Outcome {
  /// The provider did what it was asked.
  GRANTED("granted"),
  /// The grant is no more.
  DEAD("dead"),
  /// The provider refuses our registration.
  OURS_IS_WRONG("ours_is_wrong"),
  /// Nothing was done, or it was refused for a reason that says nothing about the grant.
  NOT_DONE("not_done"),
  /// Sent, and nobody knows what came of it.
  IN_DOUBT("in_doubt");

  private static final int OK = 2;
  private static final int SERVER_ERRORS = 500;
  private static final int UNAVAILABLE = 503;

  private final String word;

  Outcome(String word) {
    this.word = word;
  }

  /// As it is stored and shown.
  public String word() {
    return word;
  }

  /// The outcome that `word` means.
  ///
  /// @throws IllegalArgumentException for any other word
  public static Outcome of(String word) {
    for (var outcome : values()) if (outcome.word.equals(word)) return outcome;
    throw new IllegalArgumentException("there is no outcome " + word);
  }

  /// The outcome of a token request.
  public static Outcome of(TokenReply reply) {
    return switch (reply) {
      case TokenReply.Granted _ -> GRANTED;
      case TokenReply.Dead _ -> DEAD;
      case TokenReply.OursIsWrong _ -> OURS_IS_WRONG;
      case TokenReply.Refused _, TokenReply.NotDone _ -> NOT_DONE;
      case TokenReply.InDoubt _ -> IN_DOUBT;
    };
  }

  /// The outcome of any other request, as far as the wire tells.
  static Outcome of(OutboundAnswer answer) {
    return switch (answer) {
      case OutboundAnswer.NotSent _ -> NOT_DONE;
      case OutboundAnswer.NoAnswer _ -> IN_DOUBT;
      case OutboundAnswer.Answered(var status, _, _) -> {
        if (status / 100 == OK) yield GRANTED;
        yield status >= SERVER_ERRORS && status != UNAVAILABLE ? IN_DOUBT : NOT_DONE;
      }
    };
  }
}
