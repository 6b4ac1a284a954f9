package dev.carabiner.server.api;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.sessions.Flows;
import dev.carabiner.server.sessions.Owner;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Parameters;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import java.util.Optional;

/// `GET /api/v1/connected_apps/auth_url`: a link that connects one user, and the session that it
/// will make.
public final class AuthUrlEndpoint implements Door {
  private final Guard guard;
  private final ConnectedApps apps;
  private final Flows flows;
  private final String serverUrl;

  public AuthUrlEndpoint(Guard guard, ConnectedApps apps, Flows flows, String serverUrl) {
    this.guard = guard;
    this.apps = apps;
    this.flows = flows;
    this.serverUrl = serverUrl;
  }

  @Override
  public void hang(Routes routes) {
    routes.get(
        "/api/v1/connected_apps/auth_url", guard.guarding("read:connected_apps", this::start));
  }

  private Reply start(Caller caller, Request request) {
    var query = request.query();
    var key = query.need("key_code_ref");
    var owner = owner(query);
    var ask =
        new FlowAsk(
            query.one("override_callback_url"), query.one("user_label"), query.one("app_state"));
    var app =
        AppKey.parse(key)
            .flatMap(apps::find)
            .filter(found -> isOf(found, caller))
            .orElseThrow(ApiProblems::appNotFound);
    if (app.credentials().identityApp().isPresent()) throw ApiProblems.connectsByAssertion();
    var started = flows.connect(app, owner, ask.of(app));
    return Reply.json(
        200,
        Json.object()
            .put("url", serverUrl + started.path())
            .put("session_id", started.session().value()));
  }

  private static boolean isOf(ConnectedApp app, Caller caller) {
    return app.workspace().equals(caller.workspace());
  }

  private static Owner owner(Parameters query) {
    var userId = id(query, "user_id");
    var orgCode = id(query, "org_code");
    if (userId.isEmpty() && orgCode.isEmpty())
      throw Problem.invalidRequest("user_id or org_code is needed");
    return new Owner(userId, orgCode);
  }

  /// Some clients send a parameter that is not set as an empty one.
  private static Optional<String> id(Parameters query, String name) {
    var value = query.one(name).filter(text -> !text.isEmpty());
    if (value.isPresent() && !Owner.allows(value.get()))
      throw Problem.invalidRequest(name + " must be 1 to 255 bytes without control characters");
    return value;
  }
}
