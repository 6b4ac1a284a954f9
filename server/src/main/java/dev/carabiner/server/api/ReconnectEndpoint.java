package dev.carabiner.server.api;

import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.sessions.Flows;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import java.util.Set;

/// `POST /api/v1/connected_apps/sessions/{session_id}/reconnect`: a link that mends a session,
/// which keeps its id.
public final class ReconnectEndpoint implements Door {
  private static final Set<String> MEMBERS =
      Set.of("allow_other_account", "override_callback_url", "user_label", "app_state");

  private final Guard guard;
  private final ConnectedApps apps;
  private final SessionStore store;
  private final Flows flows;
  private final String serverUrl;

  public ReconnectEndpoint(
      Guard guard, ConnectedApps apps, SessionStore store, Flows flows, String serverUrl) {
    this.guard = guard;
    this.apps = apps;
    this.store = store;
    this.flows = flows;
    this.serverUrl = serverUrl;
  }

  @Override
  public void hang(Routes routes) {
    routes.post(
        "/api/v1/connected_apps/sessions/{session_id}/reconnect",
        guard.guarding("create:connected_apps", this::reconnect));
  }

  private Reply reconnect(Caller caller, Request request) {
    var body = new JsonBody(request.json(MEMBERS));
    var ask =
        new FlowAsk(
            body.text("override_callback_url"), body.text("user_label"), body.text("app_state"));
    var anyAccount = body.flag("allow_other_account", false);
    var id = ApiProblems.sessionId(request.pathValue("session_id"));
    var session =
        store.find(caller.workspace(), id).orElseThrow(ApiProblems::invalidSession).session();
    switch (session.state()) {
      case SessionState.Pending() -> throw ApiProblems.pending();
      case SessionState.Revoked(), SessionState.Expired _ -> throw ApiProblems.invalidSession();
      case SessionState.Connected(), SessionState.NeedsReconnect _ -> {}
    }
    var app = apps.find(session.key().app()).orElseThrow(ApiProblems::appNotFound);
    if (app.credentials().identityApp().isPresent()) throw ApiProblems.connectsByAssertion();
    var started = flows.reconnect(session, app, anyAccount, ask.of(app));
    return Reply.json(
        200, Json.object().put("url", serverUrl + started.path()).put("session_id", id.value()));
  }
}
