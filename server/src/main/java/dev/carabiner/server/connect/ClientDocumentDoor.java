package dev.carabiner.server.connect;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.apps.RedirectUris;
import dev.carabiner.server.oauth.ClientKeys;
import dev.carabiner.server.oauth.RegistrationRequest;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import java.util.List;

/// Describes the client of an app that nobody has registered by hand to authorization servers that
/// ask for it by its address, which is its client id (OAuth Client ID Metadata Document). Public.
public final class ClientDocumentDoor implements Door {
  private final ConnectedApps apps;
  private final RedirectUris addresses;
  private final ClientKeys keys;

  public ClientDocumentDoor(ConnectedApps apps, RedirectUris addresses, ClientKeys keys) {
    this.apps = apps;
    this.addresses = addresses;
    this.keys = keys;
  }

  @Override
  public void hang(Routes routes) {
    routes.get(RedirectUris.CLIENT_PATTERN, this::document);
    routes.get(RedirectUris.SIGNED_CLIENT_PATTERN, this::signed);
  }

  private Reply document(Request request) {
    var app = app(request);
    return Reply.json(200, said(app).document(addresses.client(app.key())));
  }

  private Reply signed(Request request) {
    return Reply.json(200, keys.document(app(request)).orElseThrow(Problem::routeNotFound));
  }

  private ConnectedApp app(Request request) {
    return AppKey.parse(request.pathValue("key"))
        .flatMap(apps::find)
        .filter(found -> !found.credentials().isByHand())
        .orElseThrow(Problem::routeNotFound);
  }

  private RegistrationRequest said(ConnectedApp app) {
    return new RegistrationRequest(app.name(), addresses.of(app.key()), List.of());
  }
}
