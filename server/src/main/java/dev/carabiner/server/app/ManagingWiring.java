package dev.carabiner.server.app;

import dev.carabiner.server.api.Api;
import dev.carabiner.server.apps.RedirectUris;
import dev.carabiner.server.callers.ConnectedAppsScopes;
import dev.carabiner.server.m2m.BearerGate;
import dev.carabiner.server.sessions.AppDeletion;
import dev.carabiner.server.setup.CustomProviders;
import dev.carabiner.server.setup.VisibleProviders;
import dev.carabiner.server.setup.WorkspaceApps;
import dev.carabiner.server.setup.WorkspaceClients;
import dev.carabiner.server.store.Store;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.webhooks.Webhooks;
import dev.carabiner.vault.Vault;
import java.time.InstantSource;
import java.util.List;

/// Puts together what managers of a workspace change while the server runs.
final class ManagingWiring {
  private ManagingWiring() {}

  /// What the rooms below give.
  record Rooms(
      LiveCatalogue catalogue,
      RedirectUris redirectUris,
      AppDeletion deletion,
      Webhooks webhooks,
      Vault vault,
      InstantSource clock) {}

  /// What is changed, for the doors that lead there.
  static Api.Managed managed(Store store, FileSetup file, Rooms rooms) {
    var catalogue = rooms.catalogue();
    return new Api.Managed(
        new WorkspaceApps(
            new VisibleProviders(catalogue.builtIn(), store.providers()),
            rooms.redirectUris(),
            store.ownApps(),
            rooms.vault(),
            file::place),
        rooms.deletion(),
        new WorkspaceClients(store.ownClients(), rooms.clock(), file::placeOfClient),
        new CustomProviders(
            new CustomProviders.Supply(catalogue.builtIn(), catalogue::takeUp),
            store.providers(),
            file::placeOfProvider),
        rooms.webhooks(),
        store.figures());
  }

  /// @param gate lets callers through; these doors ask for `manage:connected_apps` as well
  static List<Door> doors(BearerGate gate, Api.Managed managed, InstantSource clock) {
    return Api.managing(
        (scope, handler) ->
            gate.guarding(
                scope,
                (caller, request) -> {
                  BearerGate.demand(ConnectedAppsScopes.MANAGE, caller);
                  return handler.handle(caller, request);
                }),
        managed,
        clock);
  }
}
