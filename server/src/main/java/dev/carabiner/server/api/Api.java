package dev.carabiner.server.api;

import dev.carabiner.server.apps.AppKey;
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
import dev.carabiner.server.statistics.FigureStore;
import dev.carabiner.server.tokens.FreshTokens;
import dev.carabiner.server.tokens.Outlooks;
import dev.carabiner.server.tokens.Reports;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.webhooks.Webhooks;
import dev.carabiner.vault.Vault;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Puts this room together.
public final class Api {
  private Api() {}

  /// What the rooms below give.
  public record Rooms(
      ConnectedApps apps,
      SessionStore store,
      Flows flows,
      FreshTokens freshTokens,
      Revoking revoking,
      Confirming confirming,
      Endings endings,
      AppAlarms alarms,
      Outlooks outlooks,
      Reports reports,
      ExchangeStore exchanges,
      Vault vault) {}

  /// What ends many sessions at once.
  ///
  /// @param namedByFile file and line of an app that the settings file names now
  public record Endings(
      MassRevoking massRevoking,
      AppDeletion deletion,
      Function<AppKey, Optional<String>> namedByFile) {}

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
        new RevokeEndpoint(guard, rooms.revoking()),
        new CompleteEndpoint(guard, rooms.confirming()),
        new SessionsEndpoint(guard, rooms.store(), view),
        new MassRevokeEndpoint(guard, rooms.apps(), rooms.endings().massRevoking()),
        new AppsEndpoint(guard, rooms.apps(), rooms.endings()),
        new ReportEndpoint(guard, rooms.store(), rooms.reports(), rooms.reports().stepUps(), view),
        new ReconnectEndpoint(guard, rooms.apps(), rooms.store(), rooms.flows(), serverUrl),
        new ExchangesEndpoint(guard, rooms.store(), rooms.exchanges()),
        new UsersEndpoint(guard, rooms.revoking()),
        new ApiDocs());
  }

  /// The doors of what only administrators of a workspace may do.
  ///
  /// @param guard asks for `manage:connected_apps` beside the scope that a door names
  /// @param clock for spans that end now
  public static List<Door> managing(
      Guard guard,
      Webhooks webhooks,
      CustomProviders providers,
      FigureStore figures,
      InstantSource clock) {
    return List.of(
        new WebhooksEndpoint(guard, webhooks),
        new DeliveriesEndpoint(guard, webhooks),
        new ProvidersEndpoint(guard, providers),
        new StatisticsEndpoint(guard, figures, clock));
  }
}
