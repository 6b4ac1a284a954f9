package dev.carabiner.server.api;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.callers.ConnectedAppsScopes;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;

/// `DELETE /api/v1/connected_apps/apps/{key}`: revokes all sessions of an app and deletes it.
public final class AppsEndpoint implements Door {
  private final Guard guard;
  private final ConnectedApps apps;
  private final Api.Endings endings;

  AppsEndpoint(Guard guard, ConnectedApps apps, Api.Endings endings) {
    this.guard = guard;
    this.apps = apps;
    this.endings = endings;
  }

  @Override
  public void hang(Routes routes) {
    var managed = guard.guarding(ConnectedAppsScopes.MANAGE, this::delete);
    routes.delete(
        "/api/v1/connected_apps/apps/{key}",
        guard.guarding(ConnectedAppsScopes.DELETE, (_, request) -> managed.handle(request)));
  }

  private Reply delete(Caller caller, Request request) {
    var key = AppKey.parse(request.pathValue("key")).orElseThrow(ApiProblems::appNotFound);
    refuseWhatTheFileNames(caller, key);
    var revoked = endings.deletion().delete(caller.workspace(), key);
    if (revoked.isEmpty()) throw ApiProblems.appNotFound();
    return Reply.json(200, Json.object().put("sessions", revoked.getAsInt()));
  }

  /// The next start would bring it back.
  private void refuseWhatTheFileNames(Caller caller, AppKey key) {
    if (apps.find(key).filter(app -> app.workspace().equals(caller.workspace())).isEmpty()) return;
    var place = endings.namedByFile().apply(key);
    if (place.isPresent()) throw ApiProblems.managedByFile(place.get());
  }
}
