package dev.carabiner.server.exchanges;

import dev.carabiner.server.oauth.Errand;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One request of a conversation, as far as it has gone. Guarded by its conversation.
final class Call {
  private final Recorder recorder;
  private final Errand.Kind kind;
  private final OutboundRequest request;
  private final Instant begun;
  private Optional<OutboundAnswer> answer = Optional.empty();
  private Duration took = Duration.ZERO;
  private Optional<Decision> decision = Optional.empty();
  private boolean news = true;

  Call(Recorder recorder, Errand.Kind kind, OutboundRequest request, Instant begun) {
    this.recorder = recorder;
    this.kind = kind;
    this.request = request;
    this.begun = begun;
  }

  void answered(OutboundAnswer came, Duration after) {
    answer = Optional.of(came);
    took = after;
    news = true;
  }

  void decided(Decision made) {
    decision = Optional.of(made);
    news = true;
  }

  /// Hands on what is new about it. While no answer is there, only a decision is worth a line.
  void report(Conversation.About about, List<Secret> secrets) {
    if (!news || (answer.isEmpty() && decision.isEmpty())) return;
    news = false;
    recorder.take(new Overheard(about, kind, request, begun, answer, took, decision, secrets));
    decision = Optional.empty();
  }
}
