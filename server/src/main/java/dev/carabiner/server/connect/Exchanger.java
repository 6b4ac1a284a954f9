package dev.carabiner.server.connect;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.base.Pause;
import dev.carabiner.server.oauth.CodeExchange;
import dev.carabiner.server.oauth.OAuthClient;
import dev.carabiner.server.oauth.TokenCalls;
import dev.carabiner.server.oauth.TokenReply;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Change.Step.ReplaceFlow;
import dev.carabiner.server.sessions.Change.Step.ReplaceSession;
import dev.carabiner.server.sessions.Departure;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Spends an authorization code, at most once. The flow is taken by one commit before anything is
/// sent; of many callbacks at once one goes on, and the others wait for its outcome. Once bytes may
/// have left, a code is never sent again (RFC 6749 section 4.1.2: a server may revoke everything on
/// a second use).
final class Exchanger {
  /// Longer than the time until sending, the exchange and the look-up of the account together: 4 s,
  /// 15 s and 10 s.
  private static final Duration LEASE = Duration.ofSeconds(40);

  private static final Duration MARGIN = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(100);

  private final SessionStore store;
  private final TokenCalls calls;
  private final GrantLanding landing;
  private final FlowEnds ends;
  private final Vault vault;
  private final InstantSource clock;
  private final Pause pause;

  Exchanger(
      SessionStore store,
      TokenCalls calls,
      GrantLanding landing,
      FlowEnds ends,
      Vault vault,
      InstantSource clock,
      Pause pause) {
    this.store = store;
    this.calls = calls;
    this.landing = landing;
    this.ends = ends;
    this.vault = vault;
    this.clock = clock;
    this.pause = pause;
  }

  /// Exchanges the code, or waits for whoever is doing so.
  NextStep exchange(
      Flow flow, Flow.Step.Sent sent, ConnectedApp app, OAuthClient client, Secret code) {
    var departure = new Departure(clock);
    var now = store.now();
    var exchanging = flow.at(new Flow.Step.Exchanging(sent.stateHash(), now.plus(LEASE)));
    if (!store.commit(taking(flow, exchanging, now))) return outcome(flow);
    var verifier = sent.verifier().map(sealed -> vault.open(sealed, flow.binding("verifier")));
    var nonce = sent.nonce().map(sealed -> vault.open(sealed, flow.binding("nonce")));
    var request =
        new CodeExchange(code, sent.redirectUri(), verifier, client.requested(app.consent()));
    var reply = calls.exchange(client, request, departure.claimedAt(now));
    return switch (reply) {
      case TokenReply.Granted(var grant) ->
          landing.land(
              exchanging, new GrantLanding.Arrival(app, client, grant, nonce, departure.start()));
      case TokenReply.Dead(var error) -> ends.fail(exchanging, Failure.exchangeRefused(error));
      case TokenReply.Refused(var error) -> ends.fail(exchanging, Failure.exchangeRefused(error));
      case TokenReply.OursIsWrong(var error) ->
          ends.fail(exchanging, Failure.exchangeRefused(error));
      case TokenReply.NotDone _ -> ends.fail(exchanging, Failure.NOT_ANSWERING);
      case TokenReply.InDoubt _ -> ends.fail(exchanging, Failure.EXCHANGE_UNKNOWN);
    };
  }

  /// The outcome of an exchange that somebody else has begun.
  NextStep outcome(Flow flow) {
    while (true) {
      var ended = ends.again(flow);
      if (ended.isPresent()) return ended.get();
      var current = store.flowByLink(flow.linkHash());
      if (current.isEmpty()
          || !(current.get().step() instanceof Flow.Step.Exchanging(_, var until))
          || !store.now().isBefore(until))
        return ends.fail(current.orElse(flow), Failure.EXCHANGE_UNKNOWN);
      try {
        pause.pause(POLL);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        return ends.fail(current.get(), Failure.EXCHANGE_UNKNOWN);
      }
    }
  }

  /// Takes the flow; a session that waits for it will be looked at by work in the background if we
  /// never come back.
  private Change taking(Flow flow, Flow exchanging, Instant now) {
    var change = Change.of(new ReplaceFlow(flow, exchanging));
    var pending =
        store
            .find(flow.session().workspace(), flow.session().id())
            .filter(reading -> reading.session().state() instanceof SessionState.Pending);
    return pending
        .map(reading ->
            change.and(
                new ReplaceSession(
                    reading.session(), reading.session().dueAt(now.plus(LEASE).plus(MARGIN)))))
        .orElse(change);
  }
}
