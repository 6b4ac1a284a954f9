package dev.carabiner.compat.cluster;

import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.vault.Reveal;

/// What a commit or a request to a provider is for, in one word: the first half of a kill point's
/// name.
final class Steps {
  static final String OTHER = "other";

  private Steps() {}

  static String of(Change change) {
    return change.steps().stream()
        .map(Steps::of)
        .filter(name -> !name.equals(OTHER))
        .findFirst()
        .orElse(OTHER);
  }

  static String of(OutboundRequest request) {
    if (request.uri().getPath().endsWith("/revoke")
        || request.uri().getPath().contains("revocation")) return "revocation";
    var form = request.body().map(body -> body.reveal(Reveal.TO_THE_PROVIDER)).orElse("");
    if (form.contains("grant_type=refresh_token")) return "refresh";
    if (form.contains("grant_type=authorization_code")) return "exchange";
    return OTHER;
  }

  private static String of(Change.Step step) {
    return switch (step) {
      case Change.Step.InsertSession _ -> "link";
      case Change.Step.ReplaceFlow(var expected, var next) -> of(expected, next);
      case Change.Step.ReplaceSession(var expected, var next) ->
          switch (next.state()) {
            case SessionState.Revoked() -> "revoke";
            case SessionState.Connected()
                when next.renewal().generation() > expected.renewal().generation() ->
                expected.state() instanceof SessionState.Pending ? "connect" : "refresh";
            default -> OTHER;
          };
      default -> OTHER;
    };
  }

  private static String of(Flow expected, Flow next) {
    return switch (next.step()) {
      case Flow.Step.Exchanging _ -> "take";
      case Flow.Step.Granted(_, var confirmation, _) -> {
        if (expected.step() instanceof Flow.Step.Granted) yield "complete";
        yield confirmation.isPresent() ? "hold" : "connect";
      }
      case Flow.Step.Open _, Flow.Step.Sent _, Flow.Step.Failed _ -> OTHER;
    };
  }
}
