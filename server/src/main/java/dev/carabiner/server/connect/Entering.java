package dev.carabiner.server.connect;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.base.Sha256;
import dev.carabiner.server.connect.pages.ConnectError;
import dev.carabiner.server.exchanges.Conversation;
import dev.carabiner.server.oauth.EnteredGrants;
import dev.carabiner.server.oauth.Grant;
import dev.carabiner.server.oauth.OAuthClient;
import dev.carabiner.server.sessions.Change;
import dev.carabiner.server.sessions.Change.Step.ReplaceFlow;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Connects by what a user typed. The provider is asked first, so that a wrong key can be typed
/// again; then one commit takes the flow, and of several answers at once one lands.
final class Entering {
  /// Longer than landing takes with its look-ups.
  private static final Duration LEASE = Duration.ofSeconds(50);

  private final SessionStore store;
  private final EnteredGrants grants;
  private final GrantLanding landing;
  private final RandomValues random;

  Entering(SessionStore store, EnteredGrants grants, GrantLanding landing, RandomValues random) {
    this.store = store;
    this.grants = grants;
    this.landing = landing;
    this.random = random;
  }

  /// What the browser that typed is told next; the page again where the provider refused.
  NextStep connect(NextStep.Ask answered, OAuthClient client) {
    var app = answered.app();
    var start = store.now();
    var typed = Typed.values(answered.typed());
    typed.values().forEach(Conversation::knows);
    return switch (grants.grant(client, typed, client.requested(app.consent()))) {
      case EnteredGrants.Outcome.Granted(var grant) -> land(answered, client, grant, start);
      case EnteredGrants.Outcome.Refused() ->
          answered.typed().isEmpty()
              ? stop(new ConnectError.NotSetUp(), 500, app)
              : new NextStep.Ask(
                  answered.flow(),
                  app,
                  answered.cookie(),
                  answered.entries(),
                  Typed.refused(answered.typed()));
      case EnteredGrants.Outcome.Silent() ->
          stop(new ConnectError.ProviderSilent(app.name()), 503, app);
    };
  }

  private NextStep land(NextStep.Ask answered, OAuthClient client, Grant grant, Instant start) {
    var flow = answered.flow();
    var taken =
        new Flow(
            flow.linkHash(),
            flow.session(),
            flow.version() + 1,
            flow.request(),
            Optional.of(answered.cookie().hash()),
            new Flow.Step.Exchanging(Sha256.hex(random.next()), store.now().plus(LEASE)));
    if (!store.commit(Change.of(new ReplaceFlow(flow, taken))))
      return stop(new ConnectError.LinkUsed(), 400, answered.app());
    var arrival =
        new GrantLanding.Arrival(
            answered.app(), client, client.kept().beneath(grant), Optional.empty(), start);
    // a browser that saw no page has no cookie yet by which it gets the same outcome again
    var landed = landing.land(taken, arrival);
    return landed instanceof NextStep.ToApplication(var address)
        ? new NextStep.ToProvider(address, answered.cookie())
        : landed;
  }

  private static NextStep stop(ConnectError error, int status, ConnectedApp app) {
    return new NextStep.Stop(error, status, Optional.of(app));
  }
}
