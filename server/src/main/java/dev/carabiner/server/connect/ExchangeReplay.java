package dev.carabiner.server.connect;

import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.oauth.KeptValues;
import dev.carabiner.server.oauth.ProviderClients;
import dev.carabiner.server.oauth.ProviderResolver.Purpose;
import dev.carabiner.server.sessions.Asked;
import dev.carabiner.server.sessions.Flow;
import dev.carabiner.server.sessions.Receipts;
import dev.carabiner.server.sessions.Recovery;
import dev.carabiner.server.sessions.SessionStore;

/// Brings code exchanges to their end that a former life of this node began. A code is never sent
/// again; a grant that had come lands as if it came now.
final class ExchangeReplay implements Recovery.Replay<Asked.Exchange> {
  private final SessionStore store;
  private final ConnectedApps apps;
  private final ProviderClients clients;
  private final GrantLanding landing;
  private final FlowEnds ends;

  ExchangeReplay(
      SessionStore store, Connecting.Providers providers, GrantLanding landing, FlowEnds ends) {
    this.store = store;
    this.apps = providers.apps();
    this.clients = providers.clients();
    this.landing = landing;
    this.ends = ends;
  }

  @Override
  public boolean land(Asked.Exchange asked, Receipts.Granted granted) {
    var app = apps.findEvenLeaving(asked.session().app());
    // nobody is left who could tell the provider
    if (app.isEmpty()) return true;
    return switch (clients.of(app.get(), new KeptValues(granted.grant().kept()), Purpose.CONNECT)) {
      case ProviderClients.Outcome.Ready(var client) -> {
        var arrival =
            new GrantLanding.Arrival(
                app.get(), client, granted.grant(), asked.nonce(), granted.start());
        land(asked, arrival);
        yield true;
      }
      case ProviderClients.Outcome.Unreachable _ -> false;
      case ProviderClients.Outcome.Unusable _ -> {
        landing.forget(asked.session(), granted.grant(), granted.start());
        yield true;
      }
    };
  }

  private void land(Asked.Exchange asked, GrantLanding.Arrival arrival) {
    var flow = store.flowByLink(asked.linkHash());
    if (flow.isEmpty()) landing.forget(asked.session(), arrival.grant(), arrival.start());
    else {
      var _ =
          landing.land(
              isOurs(flow.get(), asked) ? flow.get() : asAsked(flow.get(), asked), arrival);
    }
  }

  /// As it stood when the code was sent, so that everybody sees that it has moved on.
  private static Flow asAsked(Flow flow, Asked.Exchange asked) {
    return new Flow(
        flow.linkHash(),
        flow.session(),
        asked.version(),
        flow.request(),
        flow.browser(),
        flow.step());
  }

  @Override
  public boolean settle(Asked.Exchange asked) {
    store
        .flowByLink(asked.linkHash())
        .filter(flow -> isOurs(flow, asked))
        .ifPresent(flow -> {
          var _ = ends.fail(flow, Failure.EXCHANGE_UNKNOWN);
        });
    return true;
  }

  @Override
  public boolean isForgotten(Asked.Exchange asked) {
    return store.flowByLink(asked.linkHash()).filter(flow -> isOurs(flow, asked)).isPresent();
  }

  /// Nobody has moved it on since the code was sent.
  private static boolean isOurs(Flow flow, Asked.Exchange asked) {
    return flow.version() <= asked.version();
  }
}
