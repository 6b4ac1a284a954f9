package dev.carabiner.server.connect;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.Linking;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.base.Sha256;
import dev.carabiner.server.connect.Choices.Picked;
import dev.carabiner.server.oauth.AccountChoice;
import dev.carabiner.server.oauth.AccountLookup;
import dev.carabiner.server.oauth.ConnectionLookup;
import dev.carabiner.server.oauth.Grant;
import dev.carabiner.server.oauth.KeptValues;
import dev.carabiner.server.oauth.OAuthClient;
import dev.carabiner.server.providers.Variable;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Change.Step.ReplaceFlow;
import dev.carabiner.server.sessions.Change.Step.ReplaceSession;
import dev.carabiner.server.sessions.Confirming;
import dev.carabiner.server.sessions.Events;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.Flows;
import dev.carabiner.server.sessions.GrantSealer;
import dev.carabiner.server.sessions.Patience;
import dev.carabiner.server.sessions.ProviderAccount;
import dev.carabiner.server.sessions.ProviderGrant;
import dev.carabiner.server.sessions.Reading;
import dev.carabiner.server.sessions.Revoking;
import dev.carabiner.server.sessions.SealedAt;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Sealed;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Makes a new grant durable, in its session or, where the back end must agree first, in its flow.
final class GrantLanding {
  private static final System.Logger LOG = System.getLogger(GrantLanding.class.getName());

  private final SessionStore store;
  private final AccountLookup lookup;
  private final ConnectionLookup connections;
  private final Vault vault;
  private final GrantSealer sealer;
  private final Revoking revoking;
  private final FlowEnds ends;
  private final Events events;
  private final RandomValues random;
  private final Patience patience;

  GrantLanding(
      Connecting.Sessions sessions,
      Connecting.Providers providers,
      FlowEnds ends,
      RandomValues random,
      Patience patience) {
    this.store = sessions.store();
    this.sealer = new GrantSealer(sessions.vault());
    this.revoking = sessions.revoking();
    this.events = sessions.events();
    this.vault = sessions.vault();
    this.lookup = providers.lookup();
    this.connections = providers.connections();
    this.ends = ends;
    this.random = random;
    this.patience = patience;
  }

  /// A grant that has come.
  ///
  /// @param nonce what its ID token must carry
  /// @param start when the life of its access token began
  /// @param open the accounts that the user may still choose from; the grant keeps the first one's
  ///   values
  record Arrival(
      ConnectedApp app,
      OAuthClient client,
      Grant grant,
      Optional<Secret> nonce,
      Instant start,
      AccountChoice open) {
    Arrival(
        ConnectedApp app, OAuthClient client, Grant grant, Optional<Secret> nonce, Instant start) {
      this(app, client, grant, nonce, start, AccountChoice.NONE);
    }

    private Arrival keeping(KeptValues values, AccountChoice choice) {
      return new Arrival(app, client, values.over(grant), nonce, start, choice);
    }

    /// The client, speaking for the connection as far as the grant tells of it.
    private OAuthClient speaking() {
      return client.speakingFor(new KeptValues(grant.kept()));
    }

    private List<String> requested() {
      return client.requested(app.consent());
    }
  }

  /// Lands the grant of a flow that is at its exchange.
  NextStep land(Flow flow, Arrival arrival) {
    if (AccountLookup.isOfAnotherFlow(arrival.grant(), arrival.nonce())) {
      LOG.log(
          System.Logger.Level.WARNING,
          "app {0}: an ID token does not give the nonce back that was sent, so its grant was not"
              + " taken; of a provider that never does, omit_authorization_params: [nonce] says so",
          arrival.app().key());
      return patience.with(() -> refuse(flow, arrival, Optional.empty(), Failure.UNTRUSTED));
    }
    var account =
        lookup
            .find(arrival.speaking(), arrival.grant(), arrival.requested(), arrival.nonce())
            .map(known -> new ProviderAccount(known.id(), known.name(), known.email()));
    var found = connections.of(arrival.speaking(), arrival.grant());
    var former = patience.with(() -> former(flow));
    var picked =
        isElsewhere(arrival, former) ? Optional.<Picked>empty() : Choices.pick(found, former);
    if (picked.isEmpty())
      return patience.with(() -> refuse(flow, arrival, account, Failure.ACCOUNT_MISMATCH));
    var asks = picked.get().open() && arrival.app().flow().linking() != Linking.OPEN;
    var whole = arrival.keeping(picked.get().kept(), asks ? found : AccountChoice.NONE);
    while (true) {
      var landed = patience.with(() -> tryToLand(flow, whole, account));
      if (landed.isPresent()) return landed.get();
    }
  }

  /// What a session keeps that is mended with the account it has.
  private KeptValues former(Flow flow) {
    if (flow.request().kind() != Flow.Kind.RECONNECT) return KeptValues.NONE;
    return store
        .find(flow.session().workspace(), flow.session().id())
        .map(reading -> sealer.kept(reading.session()))
        .orElse(KeptValues.NONE);
  }

  /// Whether the grant is for another place of the provider than the session's: the same account id
  /// there is another account.
  private static boolean isElsewhere(Arrival arrival, KeptValues former) {
    return arrival.client().provider().provider().addresses().variables().stream()
        .map(Variable::id)
        .anyMatch(name -> {
          var then = former.values().get(name);
          var now = arrival.grant().kept().get(name);
          return then != null
              && now != null
              && !then.reveal(Reveal.TO_COMPARE).equals(now.reveal(Reveal.TO_COMPARE));
        });
  }

  /// Empty if the session has changed meanwhile, so that it has to be read again.
  private Optional<NextStep> tryToLand(
      Flow flow, Arrival arrival, Optional<ProviderAccount> account) {
    var current = store.flowByLink(flow.linkHash());
    // only our exchange can have granted it: a commit of ours whose answer got lost
    if (current.isPresent() && current.get().step() instanceof Flow.Step.Granted)
      return ends.again(flow);
    var ours = current.filter(found -> found.version() == flow.version()).isPresent();
    var reading = store.find(flow.session().workspace(), flow.session().id());
    var refused =
        !ours || reading.isEmpty()
            ? Optional.of(Failure.REVOKED_MEANWHILE)
            : refusal(flow, reading.get().session(), account);
    if (refused.isPresent()) return Optional.of(refuse(flow, arrival, account, refused.get()));
    return arrival.app().flow().linking() == Linking.BIND
        ? hold(flow, arrival, account, reading.orElseThrow())
        : connect(flow, arrival, account, reading.orElseThrow());
  }

  private static Optional<Failure> refusal(
      Flow flow, Session session, Optional<ProviderAccount> account) {
    var wanted =
        switch (session.state()) {
          case SessionState.Pending() -> flow.request().kind() == Flow.Kind.CONNECT;
          case SessionState.Connected(), SessionState.NeedsReconnect _ ->
              flow.request().kind() != Flow.Kind.CONNECT;
          case SessionState.Revoked(), SessionState.Expired _ -> false;
        };
    if (!wanted) return Optional.of(Failure.REVOKED_MEANWHILE);
    if (flow.request().kind() != Flow.Kind.RECONNECT || session.grant().account().isEmpty())
      return Optional.empty();
    // the session is tied to an account: one that cannot be compared is not let in either
    if (account.isEmpty()) return Optional.of(Failure.NOT_ANSWERING);
    return ProviderAccount.differ(session.grant().account(), account)
        ? Optional.of(Failure.ACCOUNT_MISMATCH)
        : Optional.empty();
  }

  /// The grant goes into the session.
  private Optional<NextStep> connect(
      Flow flow, Arrival arrival, Optional<ProviderAccount> account, Reading reading) {
    var session = reading.session();
    var generation = session.renewal().generation() + 1;
    var grant = sealed(arrival, account, field -> session.key().binding(field, generation));
    var connected = session.connected(grant, reading.now());
    var choice = choice(flow, arrival, connected.times().connected());
    var done =
        flow.at(new Flow.Step.Granted(flow.stateHash().orElseThrow(), Optional.empty(), choice));
    var change =
        Change.of(
            new ReplaceFlow(flow, done),
            new ReplaceSession(session, connected),
            new Change.Step.Supersede(connected),
            events.of(Events.CONNECTED, connected, reading.now()));
    change = change.and(revoking.formerGrant(session, grant, reading.now()));
    if (!store.commit(change)) return Optional.empty();
    return choice.isPresent() ? ends.again(done) : Optional.of(granted(done, Optional.empty()));
  }

  /// The grant stays in the flow until the back end has agreed.
  private Optional<NextStep> hold(
      Flow flow, Arrival arrival, Optional<ProviderAccount> account, Reading reading) {
    var code = random.next();
    var choice = choice(flow, arrival, Optional.empty());
    var thinking = choice.isPresent() ? Flows.STATE_LIFETIME : Duration.ZERO;
    var until = reading.now().plus(Confirming.PATIENCE).plus(thinking);
    var slot = sealed(arrival, account, flow::binding);
    var confirmation =
        new Flow.Confirmation(
            Optional.of(Sha256.hex(code)), until, Optional.empty(), Optional.of(slot));
    var held =
        flow.at(
            new Flow.Step.Granted(
                flow.stateHash().orElseThrow(), Optional.of(confirmation), choice));
    var change = Change.of(new ReplaceFlow(flow, held));
    var session = reading.session();
    if (session.state() instanceof SessionState.Pending)
      change = change.and(new ReplaceSession(session, session.dueAt(until.plus(thinking))));
    if (!store.commit(change)) return Optional.empty();
    return choice.isPresent()
        ? ends.again(held)
        : Optional.of(granted(held, Optional.of(Secret.of(code))));
  }

  private static NextStep granted(Flow flow, Optional<Secret> code) {
    return new NextStep.ToApplication(ToApplication.granted(flow, code));
  }

  private Optional<Sealed> choice(Flow flow, Arrival arrival, Optional<Instant> connected) {
    return Optional.of(arrival.open())
        .filter(AccountChoice::isOpen)
        .map(open -> new Choices(open.candidates(), connected).sealed(vault, flow));
  }

  /// The grant has no flow any more; the provider is told under the rule of shared grants.
  void forget(Session.Key session, Grant late, Instant start) {
    var grant = sealer.first(late, List.of(), Optional.empty(), start, session::lateAt);
    revoking
        .queue(session, grant, session::lateAt, start)
        .ifPresent(step -> patience.with(() -> store.commit(Change.of(step))));
  }

  /// The grant is not kept; the provider is told under the rule of shared grants.
  private NextStep refuse(
      Flow flow, Arrival arrival, Optional<ProviderAccount> account, Failure failure) {
    var grant = sealed(arrival, account, flow::binding);
    var queued = revoking.queue(flow.session(), grant, flow::binding, arrival.start());
    return ends.fail(flow, failure, queued.stream().toArray(Change.Step[]::new));
  }

  private ProviderGrant sealed(Arrival arrival, Optional<ProviderAccount> account, SealedAt at) {
    return sealer.first(arrival.grant(), arrival.requested(), account, arrival.start(), at);
  }
}
