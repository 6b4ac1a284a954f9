package dev.carabiner.server.api;

import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.tokens.Reports;
import dev.carabiner.server.tokens.StepUps;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import java.util.Set;

/// `POST /api/v1/connected_apps/sessions/{session_id}/report`: the provider refused the token read
/// last, or wants more scopes for what it was asked.
public final class ReportEndpoint implements Door {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int LONGEST = 4096;

  private final Guard guard;
  private final SessionStore store;
  private final Reports reports;
  private final StepUps stepUps;
  private final SessionView view;

  ReportEndpoint(
      Guard guard, SessionStore store, Reports reports, StepUps stepUps, SessionView view) {
    this.guard = guard;
    this.store = store;
    this.reports = reports;
    this.stepUps = stepUps;
    this.view = view;
  }

  @Override
  public void hang(Routes routes) {
    routes.post(
        "/api/v1/connected_apps/sessions/{session_id}/report",
        guard.guarding("create:connected_apps", this::report));
  }

  private Reply report(Caller caller, Request request) {
    var body = request.json(Set.of("status", "www_authenticate"));
    var status = body.path("status");
    var challenge = new JsonBody(body).text("www_authenticate");
    var wantsScopes = status.isInt() && status.intValue() == FORBIDDEN && challenge.isPresent();
    if (!wantsScopes && (!status.isInt() || status.intValue() != UNAUTHORIZED))
      throw Problem.invalidRequest(
          "status must be 401: what the provider answered when it refused the token; or 403 with"
              + " the www_authenticate that asks for more scopes");
    var id = ApiProblems.sessionId(request.pathValue("session_id"));
    var reading = store.find(caller.workspace(), id).orElseThrow(ApiProblems::invalidSession);
    switch (reading.session().state()) {
      case SessionState.Pending() -> throw ApiProblems.pending();
      case SessionState.Revoked(), SessionState.Expired _ -> throw ApiProblems.invalidSession();
      case SessionState.Connected(), SessionState.NeedsReconnect _ -> {
        if (wantsScopes) note(reading.session().key(), challenge.orElseThrow());
        else reports.check(reading);
      }
    }
    var after = store.find(caller.workspace(), id).orElseThrow(ApiProblems::invalidSession);
    return Reply.json(200, view.of(after.session()));
  }

  private void note(Session.Key session, String challenge) {
    if (challenge.length() > LONGEST)
      throw Problem.invalidRequest("www_authenticate must be at most 4096 characters");
    switch (stepUps.note(session, challenge)) {
      case NOTED -> {}
      case NO_CHALLENGE ->
          throw Problem.invalidRequest(
              "www_authenticate must be a Bearer challenge with error=\"insufficient_scope\" and"
                  + " scope");
      case ASKED_BEFORE ->
          throw Problem.invalidRequest(
              "the user has been asked for these scopes: asking again brings nothing");
      case BUSY -> throw ApiProblems.busy();
    }
  }
}
