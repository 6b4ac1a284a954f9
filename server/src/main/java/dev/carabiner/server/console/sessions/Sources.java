package dev.carabiner.server.console.sessions;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.exchanges.ExchangeStore;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.sessions.AppAlarms;
import dev.carabiner.server.sessions.Retention;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionBrowsing;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.tokens.Outlooks;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What these pages look into.
///
/// @param catalogue as it is now
public record Sources(
    ConnectedApps apps,
    SessionStore sessions,
    SessionBrowsing browsing,
    ExchangeStore exchanges,
    AppAlarms alarms,
    Outlooks outlooks,
    Supplier<Catalogue> catalogue,
    Retention retention) {

  /// Everybody's workspaces, the first app's first; the default one where there is no app.
  public List<Workspace> workspaces() {
    var found = apps.all().stream().map(ConnectedApp::workspace).distinct().toList();
    return found.isEmpty() ? List.of(Workspace.DEFAULT) : found;
  }

  /// A session by its id, which no two workspaces share.
  Optional<Session> session(SessionId id) {
    return workspaces().stream()
        .flatMap(workspace -> sessions.find(workspace, id).stream())
        .map(reading -> reading.session())
        .findFirst();
  }

  public Optional<Provider> provider(Optional<ConnectedApp> app) {
    return app.flatMap(known -> catalogue.get().find(known.provider().id()));
  }

  /// What people call app, provider and user of a session.
  public Situation.Names names(Session session) {
    var app = apps.find(session.key().app());
    return new Situation.Names(
        app.map(ConnectedApp::name).orElse(session.key().app().value()),
        provider(app)
            .map(Provider::name)
            .or(() -> app.map(known -> known.provider().id()))
            .orElse("The provider"),
        user(session));
  }

  private static String user(Session session) {
    return session
        .grant()
        .account()
        .flatMap(account -> account.name().or(account::email))
        .or(() -> session.owner().userId())
        .orElse("The user");
  }
}
