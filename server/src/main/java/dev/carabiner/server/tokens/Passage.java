package dev.carabiner.server.tokens;

import dev.carabiner.server.base.Workers;
import dev.carabiner.server.governor.Budget;
import dev.carabiner.server.governor.Ended;
import dev.carabiner.server.governor.GateKey;
import dev.carabiner.server.governor.Governor;
import dev.carabiner.server.governor.Pass;
import dev.carabiner.server.governor.Permit;
import dev.carabiner.server.governor.Why;
import dev.carabiner.server.oauth.OAuthClient;
import dev.carabiner.server.oauth.TokenReply;
import dev.carabiner.server.sessions.Departure;
import java.time.Duration;

/// The way of a refresh through its provider's gate. A full gate is waited for; a shut one is not.
final class Passage {
  /// As long as a read of a dead token waits.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final Governor governor;
  private final OutageEvents outages;
  private final Workers workers;

  Passage(Governor governor, OutageEvents outages, Workers workers) {
    this.governor = governor;
    this.outages = outages;
    this.workers = workers;
  }

  /// The permit, or how long there is no use in asking.
  Pass enter(OAuthClient client) {
    var provider = client.provider();
    // where users bring clients of their own, the provider as a whole has the gate
    var named = client.clientId().isEmpty() ? provider.provider().id() : client.clientId();
    var gate = GateKey.of(provider.refreshEndpoint(), named);
    outages.noted(gate, provider.provider().id());
    var budget =
        provider
            .provider()
            .lifecycle()
            .limit()
            .map(limit -> new Budget(limit.requests(), limit.per()));
    var waited = Duration.ZERO;
    while (true) {
      var pass = governor.enter(gate, budget);
      if (!(pass instanceof Pass.Wait(var pause, var why)) || !isShort(why)) return pass;
      waited = waited.plus(pause);
      if (waited.compareTo(LONGEST_WAIT) > 0) return pass;
      try {
        workers.pause(pause);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        return pass;
      }
    }
  }

  /// A place gets free, or a probe ends, by itself and soon.
  private static boolean isShort(Why why) {
    return why == Why.BUSY || why == Why.PROBING || why == Why.BUDGET;
  }

  /// Tells the gate how the call ended.
  static void end(Permit permit, TokenReply reply, Departure departure) {
    permit.end(
        switch (reply) {
          case TokenReply.Granted _,
              TokenReply.Dead _,
              TokenReply.OursIsWrong _,
              TokenReply.Refused _ ->
              new Ended.Answered();
          case TokenReply.NotDone(_, var after, var nothingSent) -> {
            if (departure.wasHeldBack()) yield new Ended.Unused();
            yield nothingSent ? new Ended.Unanswered() : new Ended.AskedToWait(after);
          }
          case TokenReply.InDoubt _ -> new Ended.Unanswered();
        });
  }
}
