package dev.carabiner.server.connect;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.apps.Linking;
import dev.carabiner.server.base.Sha256;
import dev.carabiner.server.connect.pages.ConnectError;
import dev.carabiner.server.exchanges.Conversation;
import dev.carabiner.server.oauth.CallbackAnswer;
import dev.carabiner.server.oauth.CallbackNames;
import dev.carabiner.server.oauth.CallbackReader;
import dev.carabiner.server.oauth.Destination;
import dev.carabiner.server.oauth.ExpectedIssuer;
import dev.carabiner.server.oauth.KeptValues;
import dev.carabiner.server.oauth.OAuthClient;
import dev.carabiner.server.oauth.ProviderClients;
import dev.carabiner.server.oauth.ProviderResolver.Purpose;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.Flows;
import dev.carabiner.server.sessions.GrantSealer;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.vault.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Decides the next step of a browser from the stored flow: the one place where the way through a
/// connection is told.
final class ConnectFlow {
  private final SessionStore store;
  private final ConnectedApps apps;
  private final ProviderClients clients;
  private final Sending sending;
  private final Entering entering;
  private final Typed typed;
  private final Exchanger exchanger;
  private final FlowEnds ends;
  private final UserValues userValues;
  private final GrantSealer sealer;
  private final Choosing choosing;

  /// The two ways to a grant: over the provider, or by what is typed here.
  record Ways(Sending sending, Entering entering, Typed typed) {}

  ConnectFlow(
      SessionStore store,
      ConnectedApps apps,
      ProviderClients clients,
      Ways ways,
      Exchanger exchanger,
      FlowEnds ends,
      UserValues userValues,
      GrantSealer sealer,
      Choosing choosing) {
    this.store = store;
    this.apps = apps;
    this.clients = clients;
    this.sending = ways.sending();
    this.entering = ways.entering();
    this.typed = ways.typed();
    this.exchanger = exchanger;
    this.ends = ends;
    this.userValues = userValues;
    this.sealer = sealer;
    this.choosing = choosing;
  }

  /// A browser opens our link.
  NextStep opened(String link, Visit visit) {
    var found = store.flowByLink(Sha256.hex(link));
    var app = found.flatMap(this::appOf);
    if (found.isEmpty() || app.isEmpty())
      return stop(new ConnectError.NothingHere(), 404, Optional.empty());
    if (visit.looksAhead()) return new NextStep.Nothing();
    var flow = found.get();
    var refusal = notOpen(flow, app.get(), visit);
    if (refusal.isPresent()) return refusal.get();
    var cookie = visit.cookieOf(flow).orElseGet(() -> visit.freshCookie(flow));
    var ask = ask(flow, app.get(), cookie, _ -> Optional.empty());
    if (app.get().flow().linking() != Linking.OPEN) return ask.untouched();
    return ask.isComplete() ? observed(ask) : stop(new ConnectError.NotSetUp(), 500, app);
  }

  /// The person answers our page.
  NextStep answered(String link, Visit visit, ConfirmAnswer answer) {
    var found = store.flowByLink(Sha256.hex(link));
    var app = found.flatMap(this::appOf);
    if (found.isEmpty() || app.isEmpty())
      return stop(new ConnectError.NothingHere(), 404, Optional.empty());
    var flow = found.get();
    var refusal = notOpen(flow, app.get(), visit);
    if (refusal.isPresent()) return refusal.get();
    var cookie = visit.cookieOf(flow).orElseGet(() -> visit.freshCookie(flow));
    var ask = ask(flow, app.get(), cookie, answer.values());
    var meant = visit.cookieOf(flow).filter(sent -> sent.csrf().equals(answer.csrf()));
    if (meant.isEmpty()) return ask.untouched();
    if (!answer.goOn()) return ends.fail(flow, Failure.REFUSED_HERE);
    return ask.isComplete() ? observed(ask) : ask;
  }

  private NextStep.Ask ask(
      Flow flow, ConnectedApp app, FlowCookie cookie, Function<String, Optional<String>> values) {
    return new NextStep.Ask(
        flow, app, cookie, userValues.asked(flow, app, values), typed.asked(app, values));
  }

  /// The person answers the page on which they choose an account.
  ///
  /// @param name of the flow, as [NextStep.Choose] gave it
  /// @param place of the account in the list
  NextStep chosen(String name, Visit visit, String csrf, int place) {
    var found = store.flowByLink(name);
    var app = found.flatMap(this::appOf);
    if (found.isEmpty() || app.isEmpty() || !visit.owns(found.get()))
      return stop(new ConnectError.LinkUsed(), 400, Optional.empty());
    var flow = found.get();
    var meant = visit.cookieOf(flow).filter(sent -> sent.csrf().equals(csrf)).isPresent();
    if (meant && !choosing.choose(flow, place))
      return stop(new ConnectError.OurTrouble(), 503, app);
    return switch (flow.step()) {
      case Flow.Step.Granted _, Flow.Step.Failed _ -> exchanger.outcome(flow);
      case Flow.Step.Open(), Flow.Step.Sent _, Flow.Step.Exchanging _ ->
          stop(new ConnectError.LinkUsed(), 400, app);
    };
  }

  /// What to read of a callback whose path names that app.
  CallbackNames callbackNames(Optional<AppKey> path) {
    return path.flatMap(apps::find).map(clients::callbackNames).orElse(CallbackNames.STANDARD);
  }

  /// A browser comes from the provider without a state: never an exchange.
  ///
  /// @return empty where that makes no sense
  Optional<NextStep> begunElsewhere(Optional<AppKey> path) {
    return path.flatMap(apps::find)
        .filter(clients::isBegunElsewhere)
        .map(app -> stop(new ConnectError.BegunElsewhere(app.name()), 400, Optional.of(app)));
  }

  /// The browser comes back from the provider.
  ///
  /// @param path the app that the callback's path names
  /// @param state which flow it says it belongs to
  /// @param parameters of [#callbackNames], nothing twice
  NextStep returned(
      Optional<AppKey> path, String state, Map<String, String> parameters, Visit visit) {
    var found = store.flowByState(Sha256.hex(state));
    var app = found.flatMap(this::appOf);
    if (found.isEmpty() || app.isEmpty())
      return stop(new ConnectError.LinkUsed(), 400, Optional.empty());
    var flow = found.get();
    if (!visit.owns(flow) && !needsNoCookie(flow, app.get(), visit))
      return stop(new ConnectError.LinkUsed(), 400, Optional.empty());
    if (!path.equals(Optional.of(flow.session().app()))) return mixedUp(flow, app.get());
    return switch (flow.step()) {
      case Flow.Step.Open() -> stop(new ConnectError.LinkUsed(), 400, app);
      case Flow.Step.Sent sent ->
          Conversation.about(
              flow.session(),
              0,
              () -> arrived(flow, sent, app.get(), new Arrived(Secret.of(state), parameters)));
      case Flow.Step.Exchanging _, Flow.Step.Granted _, Flow.Step.Failed _ ->
          exchanger.outcome(flow);
    };
  }

  /// While trying things out on loopback, a program that keeps no cookies, such as `curl -L`, may
  /// finish a flow of `open`.
  private static boolean needsNoCookie(Flow flow, ConnectedApp app, Visit visit) {
    return visit.style().lenient()
        && visit.cookieOf(flow).isEmpty()
        && app.flow().linking() == Linking.OPEN
        && flow.step() instanceof Flow.Step.Sent;
  }

  /// What a browser brought back from the provider.
  private record Arrived(Secret state, Map<String, String> parameters) {}

  private NextStep arrived(Flow flow, Flow.Step.Sent sent, ConnectedApp app, Arrived arrived) {
    if (!store.now().isBefore(sent.until()))
      return stop(
          new ConnectError.TookTooLong(app.name(), Flows.STATE_LIFETIME), 400, Optional.of(app));
    if (isOver(flow)) return ends.fail(flow, Failure.REVOKED_MEANWHILE);
    var issuer = new ExpectedIssuer(sent.issuer(), sent.issPromised());
    var expected = clients.expectedCallback(app, sealer.kept(flow, sent), issuer);
    if (expected.isEmpty()) return ends.fail(flow, Failure.NOT_ANSWERING);
    return switch (CallbackReader.read(arrived.parameters(), expected.get())) {
      case CallbackAnswer.Code code -> exchange(flow, sent, app, code, arrived.state());
      case CallbackAnswer.Denied(var error) -> ends.fail(flow, Failure.denied(error));
      case CallbackAnswer.Untrusted _ -> ends.fail(flow, Failure.UNTRUSTED);
    };
  }

  /// The code goes only to the provider that the flow was started with, whatever has been set up
  /// since.
  private NextStep exchange(
      Flow flow, Flow.Step.Sent sent, ConnectedApp app, CallbackAnswer.Code code, Secret state) {
    var kept = sealer.kept(flow, sent);
    var known = Destination.without(kept);
    var before = client(app, known);
    if (before.isEmpty()) return ends.fail(flow, Failure.NOT_ANSWERING);
    if (!Destination.isStill(before.get(), kept)) return ends.fail(flow, Failure.UNTRUSTED);
    var client = code.tellsNothing() ? before : client(app, code.over(known));
    if (client.isEmpty()) return ends.fail(flow, Failure.NOT_ANSWERING);
    return client.get().provider().issuer().issuer().equals(sent.issuer())
        ? exchanger.exchange(flow, sent, app, client.get(), code, state)
        : ends.fail(flow, Failure.UNTRUSTED);
  }

  private Optional<OAuthClient> client(ConnectedApp app, KeptValues kept) {
    return switch (clients.of(app, kept, Purpose.CONNECT)) {
      case ProviderClients.Outcome.Unreachable _, ProviderClients.Outcome.Unusable _ ->
          Optional.empty();
      case ProviderClients.Outcome.Ready(var client) -> Optional.of(client);
    };
  }

  /// Whether the flow's session was revoked or has expired: then nothing is sent for it any more.
  private boolean isOver(Flow flow) {
    return store
        .find(flow.session().workspace(), flow.session().id())
        .map(reading -> reading.session().state().isFinal())
        .orElse(true);
  }

  private NextStep observed(NextStep.Ask ask) {
    return Conversation.about(ask.flow().session(), 0, () -> go(ask));
  }

  private NextStep go(NextStep.Ask ask) {
    var app = ask.app();
    var values = userValues.with(ask.flow(), app, ask.entries());
    return switch (clients.of(app, values, Purpose.CONNECT)) {
      case ProviderClients.Outcome.Ready(var client) when typed.isThere(app) ->
          entering.connect(ask, client);
      case ProviderClients.Outcome.Ready(var client) ->
          sending
              .send(ask.flow(), app, client, ask.cookie())
              .orElseGet(() -> stop(new ConnectError.LinkUsed(), 400, Optional.of(app)));
      case ProviderClients.Outcome.Unreachable _ ->
          stop(new ConnectError.ProviderSilent(app.name()), 503, Optional.of(app));
      case ProviderClients.Outcome.Unusable _ ->
          stop(new ConnectError.NotSetUp(), 500, Optional.of(app));
    };
  }

  /// An answer meant for one app's provider that was fed to another app's callback: the flow is
  /// burned, nothing is sent.
  private NextStep mixedUp(Flow flow, ConnectedApp app) {
    if (flow.step() instanceof Flow.Step.Sent) ends.fail(flow, Failure.UNTRUSTED);
    return stop(new ConnectError.LinkUsed(), 400, Optional.of(app));
  }

  /// Why a link does not open for this browser, if it does not.
  private Optional<NextStep> notOpen(Flow flow, ConnectedApp app, Visit visit) {
    if (flow.browser().isPresent() && !visit.owns(flow))
      return Optional.of(stop(new ConnectError.LinkUsed(), 400, Optional.of(app)));
    return switch (flow.step()) {
      case Flow.Step.Exchanging _, Flow.Step.Granted _, Flow.Step.Failed _ ->
          Optional.of(
              visit.owns(flow)
                  ? exchanger.outcome(flow)
                  : stop(new ConnectError.LinkUsed(), 400, Optional.of(app)));
      case Flow.Step.Open(), Flow.Step.Sent _ -> closed(flow, app);
    };
  }

  private Optional<NextStep> closed(Flow flow, ConnectedApp app) {
    if (isOver(flow)) return Optional.of(stop(new ConnectError.LinkUsed(), 400, Optional.of(app)));
    if (store.now().isBefore(flow.request().linkEnd())) return Optional.empty();
    var ranOut = new ConnectError.LinkRanOut(app.flow().linkLifetime());
    return Optional.of(stop(ranOut, 400, Optional.of(app)));
  }

  /// The flow's app, as long as the flow's callback still is one of its own.
  private Optional<ConnectedApp> appOf(Flow flow) {
    return apps.find(flow.session().app())
        .filter(app -> app.workspace().equals(flow.session().workspace()))
        .filter(app ->
            app.flow().returnTo().choose(Optional.of(flow.request().callbackUrl())).isPresent());
  }

  private static NextStep stop(ConnectError error, int status, Optional<ConnectedApp> app) {
    return new NextStep.Stop(error, status, app);
  }
}
