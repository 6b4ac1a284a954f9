package dev.carabiner.server.webhooks;

import static java.util.stream.Collectors.joining;

import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.server.webhooks.Attempt.Ending;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;

/// Makes one attempt: signs, sends, and says what the answer means.
public final class Dispatch {
  /// For the whole call, from name look-up to the last byte.
  public static final Duration DEADLINE = Duration.ofSeconds(15);

  /// Without a success for so long, giving a delivery up switches the webhook off.
  static final Duration PATIENCE = Duration.ofDays(5);

  private static final System.Logger LOG = System.getLogger(Dispatch.class.getName());
  private static final int GONE = 410;
  private static final Set<Integer> SLOW_DOWN = Set.of(429, 502, 503, 504);

  private final Courier courier;
  private final Vault vault;
  private final RetrySchedule schedule;
  private final InstantSource clock;
  private final Duration deadline;

  public Dispatch(
      Courier courier,
      Vault vault,
      RetrySchedule schedule,
      InstantSource clock,
      Duration deadline) {
    this.courier = courier;
    this.vault = vault;
    this.schedule = schedule;
    this.clock = clock;
    this.deadline = deadline;
  }

  /// Blocks for the deadline at most.
  Ending make(Attempt attempt) {
    var sent = clock.instant();
    OutboundAnswer answer;
    try {
      answer = courier.send(request(attempt, sent));
    } catch (SealBroken broken) {
      LOG.log(
          System.Logger.Level.ERROR,
          "webhook {0}: its signing secret does not open",
          attempt.webhook().key().id());
      return failed(attempt, Optional.empty(), Optional.empty(), Duration.ZERO);
    }
    var took = Duration.between(sent, clock.instant());
    return switch (answer) {
      case OutboundAnswer.Answered answered -> judged(attempt, answered, took);
      case OutboundAnswer.NotSent _, OutboundAnswer.NoAnswer _ ->
          failed(attempt, Optional.empty(), Optional.empty(), took);
    };
  }

  private Ending judged(Attempt attempt, OutboundAnswer.Answered answer, Duration took) {
    var status = answer.status();
    if (status >= 200 && status < 300) return new Ending.Delivered(status);
    if (status == GONE)
      return new Ending.GivenUp(Optional.of(status), Optional.of(Webhook.Stop.GONE));
    var wait =
        SLOW_DOWN.contains(status)
            ? WaitAsked.by(answer, clock.instant())
            : Optional.<Duration>empty();
    return failed(attempt, Optional.of(status), wait, took);
  }

  private Ending failed(
      Attempt attempt, Optional<Integer> status, Optional<Duration> asked, Duration took) {
    var now = attempt.now().plus(took.isNegative() ? Duration.ZERO : took);
    var next = schedule.after(attempt.tries() + 1);
    if (next.isEmpty()) return new Ending.GivenUp(status, stop(attempt, now));
    var pause = asked.map(now::plus);
    var at = now.plus(next.get());
    return new Ending.Again(status, pause.filter(at::isBefore).orElse(at), pause);
  }

  private static Optional<Webhook.Stop> stop(Attempt attempt, Instant now) {
    return attempt
        .webhook()
        .failingSince()
        .filter(since -> !since.plus(PATIENCE).isAfter(now))
        .map(since -> Webhook.Stop.FAILING);
  }

  private OutboundRequest request(Attempt attempt, Instant now) {
    var webhook = attempt.webhook();
    var id = attempt.event().id();
    var timestamp = now.getEpochSecond();
    var body = Message.of(attempt.event());
    var signatures =
        webhook.secrets().opened(webhook.key(), vault, attempt.now()).stream()
            .map(secret -> SigningSecret.signature(secret, id, timestamp, body))
            .collect(joining(" "));
    var headers = new LinkedHashMap<String, Secret>();
    headers.put("Content-Type", Secret.of("application/json"));
    headers.put("User-Agent", Secret.of("Carabiner"));
    headers.put("webhook-id", Secret.of(id));
    headers.put("webhook-timestamp", Secret.of(Long.toString(timestamp)));
    headers.put("webhook-signature", Secret.of(signatures));
    return new OutboundRequest(
        "POST", webhook.subscription().url(), headers, Optional.of(Secret.of(body)), deadline);
  }
}
