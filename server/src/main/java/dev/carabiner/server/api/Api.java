package dev.carabiner.server.api;

import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.exchanges.ExchangeStore;
import dev.carabiner.server.sessions.AppAlarms;
import dev.carabiner.server.sessions.AppDeletion;
import dev.carabiner.server.sessions.Confirming;
import dev.carabiner.server.sessions.Flows;
import dev.carabiner.server.sessions.MassRevoking;
import dev.carabiner.server.sessions.Revoking;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.setup.CustomProviders;
import dev.carabiner.server.setup.WorkspaceApps;
import dev.carabiner.server.setup.WorkspaceClients;
import dev.carabiner.server.statistics.FigureStore;
import dev.carabiner.server.tokens.AssertedSessions;
import dev.carabiner.server.tokens.FreshTokens;
import dev.carabiner.server.tokens.MassRefreshing;
import dev.carabiner.server.tokens.Outlooks;
import dev.carabiner.server.tokens.Proofs;
import dev.carabiner.server.tokens.Reports;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.webhooks.Webhooks;
import dev.carabiner.vault.Vault;
import java.time.InstantSource;
import java.util.List;

/// Puts this room together.
public final class Api {
  private Api() {}

  /// What the rooms below give.
  public record Rooms(
      ConnectedApps apps,
      SessionStore store,
      Flows flows,
      FreshTokens freshTokens,
      Proofs proofs,
      Revoking revoking,
      Confirming confirming,
      MassRevoking massRevoking,
      MassRefreshing massRefreshing,
      AppAlarms alarms,
      Outlooks outlooks,
      Reports reports,
      ExchangeStore exchanges,
      AssertedSessions asserted,
      Vault vault) {}

  /// What only administrators of a workspace may change.
  ///
  /// @param deletion of apps
  public record Managed(
      WorkspaceApps apps,
      AppDeletion deletion,
      WorkspaceClients clients,
      CustomProviders providers,
      Webhooks webhooks,
      FigureStore figures) {}

  /// The room's doors.
  ///
  /// @param serverUrl our public base URL, without a slash at the end
  public static List<Door> doors(Guard guard, Rooms rooms, String serverUrl) {
    var view =
        new SessionView(
            rooms.apps(), rooms.store(), rooms.alarms(), rooms.outlooks(), rooms.vault());
    return List.of(
        new AuthUrlEndpoint(guard, rooms.apps(), rooms.flows(), serverUrl),
        new TokenEndpoint(guard, rooms.freshTokens()),
        new ProofEndpoint(guard, rooms.proofs()),
        new RevokeEndpoint(guard, rooms.revoking()),
        new CompleteEndpoint(guard, rooms.confirming()),
        new SessionsEndpoint(guard, rooms.store(), view),
        new MassRevokeEndpoint(guard, new MassFilter(rooms.apps()), rooms.massRevoking()),
        new MassRefreshEndpoint(guard, new MassFilter(rooms.apps()), rooms.massRefreshing()),
        new ReportEndpoint(guard, rooms.store(), rooms.reports(), rooms.reports().stepUps(), view),
        new ReconnectEndpoint(guard, rooms.apps(), rooms.store(), rooms.flows(), serverUrl),
        new ExchangesEndpoint(guard, rooms.store(), rooms.exchanges()),
        new AssertionEndpoint(guard, rooms.apps(), rooms.store(), rooms.asserted(), view),
        new UsersEndpoint(guard, rooms.revoking()),
        new ApiDocs());
  }

  /// The doors of what only administrators of a workspace may do.
  ///
  /// @param guard asks for `manage:connected_apps` beside the scope that a door names
  /// @param clock for spans that end now
  public static List<Door> managing(Guard guard, Managed managed, InstantSource clock) {
    return List.of(
        new AppsEndpoint(guard, managed.apps(), managed.deletion()),
        new ClientsEndpoint(guard, managed.clients()),
        new ProvidersEndpoint(guard, managed.providers()),
        new WebhooksEndpoint(guard, managed.webhooks()),
        new DeliveriesEndpoint(guard, managed.webhooks()),
        new StatisticsEndpoint(guard, managed.figures(), clock));
  }
}
