package dev.carabiner.server.connect;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.base.Fault;
import dev.carabiner.server.base.Pause;
import dev.carabiner.server.exchanges.Conversation;
import dev.carabiner.server.exchanges.Decision;
import dev.carabiner.server.oauth.CallbackAnswer;
import dev.carabiner.server.oauth.CodeExchange;
import dev.carabiner.server.oauth.Grant;
import dev.carabiner.server.oauth.OAuthClient;
import dev.carabiner.server.oauth.SentRedirectUri;
import dev.carabiner.server.oauth.TokenCalls;
import dev.carabiner.server.oauth.TokenReply;
import dev.carabiner.server.sessions.Asked;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Change.Step.ReplaceFlow;
import dev.carabiner.server.sessions.Change.Step.ReplaceSession;
import dev.carabiner.server.sessions.Departure;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.Receipts;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Spends an authorization code, at most once. The flow is taken by one commit before anything is
/// sent; of many callbacks at once one goes on, and the others wait for its outcome. Once bytes may
/// have left, a code is never sent again (RFC 6749 section 4.1.2: a server may revoke everything on
/// a second use).
final class Exchanger {
  /// Longer than the time until sending, the exchange and the look-ups of the account together: 4
  /// s, 15 s and 20 s.
  private static final Duration LEASE = Duration.ofSeconds(50);

  private static final Duration MARGIN = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(100);

  private static final System.Logger LOG = System.getLogger(Exchanger.class.getName());

  private final SessionStore store;
  private final TokenCalls calls;
  private final GrantLanding landing;
  private final FlowEnds ends;
  private final Receipts receipts;
  private final Vault vault;
  private final Departure.Clocks clocks;
  private final Pause pause;

  Exchanger(
      Connecting.Sessions sessions,
      TokenCalls calls,
      GrantLanding landing,
      FlowEnds ends,
      Connecting.World world) {
    this.store = sessions.store();
    this.receipts = sessions.receipts();
    this.vault = sessions.vault();
    this.calls = calls;
    this.landing = landing;
    this.ends = ends;
    this.clocks = world.clocks();
    this.pause = world.pause();
  }

  /// A code and all that belongs to it.
  private record Code(
      Flow flow,
      Flow.Step.Sent sent,
      ConnectedApp app,
      OAuthClient client,
      CallbackAnswer.Code answer,
      Secret state) {}

  /// Exchanges the code, or waits for whoever is doing so.
  NextStep exchange(
      Flow flow,
      Flow.Step.Sent sent,
      ConnectedApp app,
      OAuthClient client,
      CallbackAnswer.Code answer,
      Secret state) {
    var departure = new Departure(clocks);
    // room for the receipt before the flow is taken: a full disk is met before the code is sent
    var receipt = receipts.begin();
    try {
      var now = store.now();
      var exchanging = flow.at(new Flow.Step.Exchanging(sent.stateHash(), now.plus(LEASE)));
      if (!store.commit(taking(flow, exchanging, now))) {
        receipt.end();
        return outcome(flow);
      }
      var code = new Code(exchanging, sent, app, client, answer, state);
      var step = send(code, receipt, departure.claimedAt(now));
      receipt.end();
      return step;
    } catch (RuntimeException trouble) {
      receipt.abandon();
      throw trouble;
    }
  }

  private NextStep send(Code code, Receipts.Receipt receipt, Departure departure) {
    var flow = code.flow();
    var sent = code.sent();
    var app = code.app();
    var client = code.client();
    var verifier = sent.verifier().map(sealed -> vault.open(sealed, flow.binding("verifier")));
    var nonce = sent.nonce().map(sealed -> vault.open(sealed, flow.binding("nonce")));
    departure.marking(() ->
        receipt.asking(new Asked.Exchange(flow.session(), flow.linkHash(), flow.version(), nonce)));
    var request =
        new CodeExchange(
            code.answer().code(),
            SentRedirectUri.with(client, sent.redirectUri(), code.state()),
            verifier,
            code.answer().grantedScopes().orElseGet(() -> client.requested(app.consent())),
            Optional.of(code.state()));
    Conversation.knows(code.answer().code(), code.state());
    verifier.ifPresent(Conversation::knows);
    nonce.ifPresent(Conversation::knows);
    var reply = ask(client, request, departure);
    Conversation.decided(Decision.on(reply, () -> FlowWords.of(store.newestFlow(flow.session()))));
    return switch (reply) {
      case TokenReply.Granted(var answered) -> {
        // with what the user and the callback told, so that a replay has it all
        Conversation.knows(answered.accessToken());
        answered.refreshToken().ifPresent(Conversation::knows);
        var grant = client.kept().beneath(answered);
        keep(receipt, grant, departure);
        yield landing.land(
            flow, new GrantLanding.Arrival(app, client, grant, nonce, departure.start()));
      }
      case TokenReply.Dead(var error) -> ends.fail(flow, Failure.exchangeRefused(error));
      case TokenReply.Refused(var error) -> ends.fail(flow, Failure.exchangeRefused(error));
      case TokenReply.OursIsWrong(var error) -> ends.fail(flow, Failure.exchangeRefused(error));
      case TokenReply.NotDone _ -> ends.fail(flow, Failure.NOT_ANSWERING);
      case TokenReply.InDoubt _ -> ends.fail(flow, Failure.EXCHANGE_UNKNOWN);
    };
  }

  private TokenReply ask(OAuthClient client, CodeExchange request, Departure departure) {
    try {
      return calls.exchange(client, request, departure);
    } catch (Fault notSent) {
      return new TokenReply.NotDone(
          "the journal does not take it: " + notSent.getMessage(), Optional.empty(), true);
    }
  }

  /// The commit may still succeed where the journal does not.
  private static void keep(Receipts.Receipt receipt, Grant grant, Departure departure) {
    try {
      receipt.granted(grant, departure.start());
    } catch (RuntimeException trouble) {
      LOG.log(System.Logger.Level.ERROR, "a grant is not in the journal", trouble);
    }
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
