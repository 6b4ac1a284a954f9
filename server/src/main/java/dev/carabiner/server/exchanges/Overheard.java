package dev.carabiner.server.exchanges;

import dev.carabiner.server.oauth.Errand;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A request and what came of it, with everything that must not be kept: lives in memory until it
/// is told again without.
///
/// @param answer absent while it was still waited for
/// @param secrets that the conversation knows of, beside those that request and answer show
record Overheard(
    Conversation.About about,
    Errand.Kind kind,
    OutboundRequest request,
    Instant begun,
    Optional<OutboundAnswer> answer,
    Duration took,
    Optional<Decision> decision,
    List<Secret> secrets) {
  private static final int LONGEST_BODY = 32 * 1024;

  Overheard {
    answer = answer.map(Overheard::brief);
    secrets = List.copyOf(secrets);
  }

  /// A queue of long answers would take more memory than telling them is worth.
  private static OutboundAnswer brief(OutboundAnswer answer) {
    return answer instanceof OutboundAnswer.Answered(var status, var headers, var body)
            && body.length() > LONGEST_BODY
        ? new OutboundAnswer.Answered(status, headers, Secret.of(""))
        : answer;
  }
}
