package dev.carabiner.server.connect;

import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.apps.RedirectUris;
import dev.carabiner.server.base.Pause;
import dev.carabiner.server.base.RandomValues;
import dev.carabiner.server.connect.pages.Assets;
import dev.carabiner.server.connect.pages.Pages;
import dev.carabiner.server.oauth.AccountLookup;
import dev.carabiner.server.oauth.ConnectionLookup;
import dev.carabiner.server.oauth.EnteredGrants;
import dev.carabiner.server.oauth.ProviderClients;
import dev.carabiner.server.oauth.PushedRequests;
import dev.carabiner.server.oauth.TokenCalls;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.sessions.Asked;
import dev.carabiner.server.sessions.Confirming;
import dev.carabiner.server.sessions.Departure;
import dev.carabiner.server.sessions.Events;
import dev.carabiner.server.sessions.GrantSealer;
import dev.carabiner.server.sessions.Patience;
import dev.carabiner.server.sessions.Receipts;
import dev.carabiner.server.sessions.Recovery;
import dev.carabiner.server.sessions.Retention;
import dev.carabiner.server.sessions.Revoking;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.vault.Vault;
import java.net.URI;
import java.util.function.Supplier;

/// Puts this room together.
public final class Connecting {
  private Connecting() {}

  /// What the sessions' side gives.
  public record Sessions(
      SessionStore store,
      Confirming confirming,
      Revoking revoking,
      Events events,
      Retention retention,
      Receipts receipts,
      Vault vault) {}

  /// What the providers' side gives.
  public record Providers(
      ConnectedApps apps,
      ProviderClients clients,
      TokenCalls calls,
      EnteredGrants entered,
      AccountLookup lookup,
      ConnectionLookup connections,
      PushedRequests pushed,
      Supplier<Catalogue> catalogue) {}

  /// Where and as whom we are seen.
  ///
  /// @param productName what people know
  /// @param url our public base URL
  /// @param lenient whether programs without cookies may finish flows of `open`; for trying things
  ///   out on loopback only
  public record Face(String productName, URI url, boolean lenient) {}

  /// What comes from outside.
  public record World(RandomValues random, Departure.Clocks clocks, Pause pause) {}

  /// The room, put together.
  ///
  /// @param door answers browsers
  /// @param replay brings code exchanges to their end that a former life of this node began
  public record Room(BrowserDoor door, Recovery.Replay<Asked.Exchange> replay) {}

  /// The room on those below.
  public static Room of(Sessions sessions, Providers providers, Face face, World world) {
    var store = sessions.store();
    var ends = new FlowEnds(sessions);
    var landing =
        new GrantLanding(sessions, providers, ends, world.random(), new Patience(world.pause()));
    var exchanger = new Exchanger(sessions, providers.calls(), landing, ends, world);
    var redirectUris = new RedirectUris(face.url().toString());
    var sending =
        new Sending(
            store, sessions.vault(), world.random(), redirectUris, providers.pushed(), ends);
    var flow =
        new ConnectFlow(
            store,
            providers.apps(),
            providers.clients(),
            new ConnectFlow.Ways(
                sending,
                new Entering(store, providers.entered(), landing, world.random()),
                new Typed(providers.catalogue())),
            exchanger,
            ends,
            new UserValues(providers.catalogue(), store, new GrantSealer(sessions.vault())),
            new GrantSealer(sessions.vault()),
            new Choosing(store, sessions.vault(), world.pause()));
    var assets = new Assets(Assets.PATH);
    var pages =
        new ConnectPages(
            new Pages(assets),
            providers.catalogue(),
            store,
            providers.apps(),
            new ConnectPages.Product(face.productName(), face.url()));
    var style = new FlowCookie.Style("https".equals(face.url().getScheme()), face.lenient());
    return new Room(
        new BrowserDoor(flow, pages, assets, style, world.random(), world.clocks().wall()),
        new ExchangeReplay(store, providers, landing, ends));
  }
}
