package dev.carabiner.server.api;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.sessions.Owner;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.tokens.AssertedSessions;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.util.Set;

/// `POST /api/v1/connected_apps/sessions`, and `…/{session_id}/assertion`: connects a user by the
/// ID token of their sign-in to the application, and gives a session a newer one.
public final class AssertionEndpoint implements Door {
  private static final Set<String> MEMBERS =
      Set.of("key_code_ref", "user_id", "org_code", "id_token");
  private static final int LONGEST = 16 * 1024;
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Guard guard;
  private final ConnectedApps apps;
  private final SessionStore store;
  private final AssertedSessions asserted;
  private final SessionView view;

  AssertionEndpoint(
      Guard guard,
      ConnectedApps apps,
      SessionStore store,
      AssertedSessions asserted,
      SessionView view) {
    this.guard = guard;
    this.apps = apps;
    this.store = store;
    this.asserted = asserted;
    this.view = view;
  }

  @Override
  public void hang(Routes routes) {
    routes.post(
        "/api/v1/connected_apps/sessions", guard.guarding("create:connected_apps", this::connect));
    routes.post(
        "/api/v1/connected_apps/sessions/{session_id}/assertion",
        guard.guarding("create:connected_apps", this::renew));
  }

  private Reply connect(Caller caller, Request request) {
    var body = new JsonBody(request.json(MEMBERS));
    var idToken = idToken(body);
    var owner =
        Owner.parse(body.text("user_id"), body.text("org_code"))
            .orElseThrow(() ->
                Problem.invalidRequest(
                    "user_id or org_code is needed, of 1 to 255 bytes without control characters"));
    var app =
        body.text("key_code_ref")
            .flatMap(AppKey::parse)
            .flatMap(apps::find)
            .filter(found -> found.workspace().equals(caller.workspace()))
            .orElseThrow(ApiProblems::appNotFound);
    if (app.credentials().identityApp().isEmpty()) throw ApiProblems.connectsInBrowser();
    return reply(asserted.connect(app, owner, idToken));
  }

  private Reply renew(Caller caller, Request request) {
    var idToken = idToken(new JsonBody(request.json(Set.of("id_token"))));
    var id = ApiProblems.sessionId(request.pathValue("session_id"));
    var session =
        store.find(caller.workspace(), id).orElseThrow(ApiProblems::invalidSession).session();
    switch (session.state()) {
      case SessionState.Pending() -> throw ApiProblems.pending();
      case SessionState.Revoked(), SessionState.Expired _ -> throw ApiProblems.invalidSession();
      case SessionState.Connected(), SessionState.NeedsReconnect _ -> {}
    }
    var app = apps.find(session.key().app()).orElseThrow(ApiProblems::appNotFound);
    if (app.credentials().identityApp().isEmpty()) throw ApiProblems.connectsInBrowser();
    return reply(asserted.renew(session, app, idToken));
  }

  private Reply reply(AssertedSessions.Outcome outcome) {
    return switch (outcome) {
      case AssertedSessions.Outcome.Connected(var session) -> Reply.json(200, view.of(session));
      case AssertedSessions.Outcome.Refused(var error) -> throw ApiProblems.assertionRefused(error);
      case AssertedSessions.Outcome.OtherAccount() ->
          throw ApiProblems.assertionRefused("account_mismatch");
      case AssertedSessions.Outcome.Over() -> throw ApiProblems.invalidSession();
      case AssertedSessions.Outcome.Unavailable() -> throw ApiProblems.providerUnavailable(AGAIN);
    };
  }

  private static Secret idToken(JsonBody body) {
    var text = body.text("id_token").orElse("");
    if (text.isEmpty() || text.length() > LONGEST)
      throw Problem.invalidRequest("id_token is needed, of at most 16384 characters");
    return Secret.of(text);
  }
}
