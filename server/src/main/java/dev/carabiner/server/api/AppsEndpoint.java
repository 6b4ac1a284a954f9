package dev.carabiner.server.api;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.callers.ConnectedAppsScopes;
import dev.carabiner.server.sessions.AppDeletion;
import dev.carabiner.server.setup.WorkspaceApps;
import dev.carabiner.server.setup.WorkspaceApps.Listed;
import dev.carabiner.server.setup.WorkspaceApps.Outcome;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;

/// `/api/v1/connected_apps/apps`: the connected apps of a workspace. Deleting one revokes all its
/// sessions.
final class AppsEndpoint implements Door {
  private static final String ALL = "/api/v1/connected_apps/apps";
  private static final String ONE = ALL + "/{key}";

  private final Guard guard;
  private final WorkspaceApps apps;
  private final AppDeletion deletion;

  /// @param guard asks for `manage:connected_apps` beside the scope named here
  AppsEndpoint(Guard guard, WorkspaceApps apps, AppDeletion deletion) {
    this.guard = guard;
    this.apps = apps;
    this.deletion = deletion;
  }

  @Override
  public void hang(Routes routes) {
    routes.get(ALL, guard.guarding(ConnectedAppsScopes.READ, this::list));
    routes.post(ALL, guard.guarding(ConnectedAppsScopes.CREATE, this::make));
    routes.get(ONE, guard.guarding(ConnectedAppsScopes.READ, this::show));
    routes.patch(ONE, guard.guarding(ConnectedAppsScopes.UPDATE, this::change));
    routes.delete(ONE, guard.guarding(ConnectedAppsScopes.DELETE, this::delete));
  }

  private Reply list(Caller caller, Request request) {
    var limit = PageLimit.of(request.query());
    var after =
        request
            .query()
            .one("cursor")
            .map(text -> AppKey.parse(text).orElseThrow(ApiProblems::cursorUnknown));
    var found = apps.list(caller.workspace(), after, limit + 1);
    var page = found.subList(0, Math.min(limit, found.size()));
    var json = Json.object();
    var list = json.putArray("apps");
    page.forEach(app -> list.add(AppView.of(app)));
    json.put(
        "next_cursor", found.size() > limit ? page.getLast().kept().app().key().value() : null);
    return Reply.json(200, json);
  }

  private Reply make(Caller caller, Request request) {
    return Reply.json(201, AppView.of(app(apps.make(caller, request.json(AppView.MEMBERS)))));
  }

  private Reply show(Caller caller, Request request) {
    return apps.find(caller.workspace(), key(request))
        .map(app -> Reply.json(200, AppView.of(app)))
        .orElseThrow(ApiProblems::appNotFound);
  }

  private Reply change(Caller caller, Request request) {
    var key = key(request);
    var outcome = apps.change(caller, key, request.json(AppView.MEMBERS));
    return Reply.json(200, AppView.of(app(outcome)));
  }

  private Reply delete(Caller caller, Request request) {
    var key = key(request);
    // the next start would bring it back
    var place = apps.find(caller.workspace(), key).flatMap(Listed::place);
    if (place.isPresent()) throw ApiProblems.managedByFile("app", place.get());
    var revoked = deletion.delete(caller.workspace(), key);
    if (revoked.isEmpty()) throw ApiProblems.appNotFound();
    return Reply.json(200, Json.object().put("sessions", revoked.getAsInt()));
  }

  private static AppKey key(Request request) {
    return AppKey.parse(request.pathValue("key")).orElseThrow(ApiProblems::appNotFound);
  }

  private static Listed app(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(var app) -> app;
      case Outcome.Wrong(var why) -> throw Problem.invalidRequest(why);
      case Outcome.Unknown() -> throw ApiProblems.appNotFound();
      case Outcome.OfTheFile(var place) -> throw ApiProblems.managedByFile("app", place);
      case Outcome.Taken() ->
          throw new Problem(
              409,
              "APP_EXISTS",
              "This key is taken, or differs from a taken one by case only; choose another. The key"
                  + " of a deleted app is free again once its provider has been told.");
      case Outcome.TooMany() ->
          throw Problem.invalidRequest(
              "a workspace may have " + WorkspaceApps.MOST + " apps; delete one first");
    };
  }
}
