package dev.carabiner.server.exchanges;

import dev.carabiner.server.base.Sha256;
import dev.carabiner.server.sessions.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What was said once, or several times over in the same way, between us and a provider for a
/// session. Nothing in it is secret.
public record Exchange(
    String id, Subject subject, Span span, Asked asked, Answered answered, Verdict verdict) {
  /// Whom it concerns.
  ///
  /// @param generation whose token was sent last; 0 where there was none yet
  /// @param node which of ours asked last
  public record Subject(Session.Key session, long generation, String node) {}

  /// When.
  ///
  /// @param first when the first of them began
  /// @param last when the last of them began
  /// @param times how often; at least 1
  /// @param took how long the last of them took
  public record Span(Instant first, Instant last, long times, Duration took) {}

  /// What was sent last.
  ///
  /// @param kind the word of an errand's kind
  /// @param url without query
  /// @param sent a JSON object: `headers`, `query`, `body`
  public record Asked(String kind, String method, String url, String sent) {}

  /// What came back last.
  ///
  /// @param status absent without an answer
  /// @param received a JSON object: `headers` and `body`; or `not_sent` or `no_answer`, with why
  public record Answered(Optional<Integer> status, String received) {}

  /// What it meant.
  ///
  /// @param word of the answer, on which it hung
  /// @param text what was decided and why, in plain words
  public record Verdict(Outcome outcome, Optional<String> word, Optional<String> text) {}

  /// Equal for those that are one row when nothing else came in between.
  public String alike() {
    return Sha256.base64url(
        String.join(
            "\n",
            asked.kind(),
            asked.method(),
            asked.url(),
            answered.status().map(String::valueOf).orElse(""),
            verdict.outcome().word(),
            verdict.word().orElse("")));
  }

  /// The same with `earlier`, its neighbour in time, folded in.
  Exchange after(Exchange earlier) {
    return new Exchange(
        earlier.id(),
        subject,
        new Span(
            earlier.span().first(),
            span.last(),
            earlier.span().times() + span.times(),
            span.took()),
        asked,
        answered,
        verdict);
  }
}
