package dev.carabiner.server.api;

import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.tokens.Reports;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import java.util.Set;

/// `POST /api/v1/connected_apps/sessions/{session_id}/report`: the provider refused the token read
/// last.
public final class ReportEndpoint implements Door {
  private static final int UNAUTHORIZED = 401;

  private final Guard guard;
  private final SessionStore store;
  private final Reports reports;
  private final SessionView view;

  ReportEndpoint(Guard guard, SessionStore store, Reports reports, SessionView view) {
    this.guard = guard;
    this.store = store;
    this.reports = reports;
    this.view = view;
  }

  @Override
  public void hang(Routes routes) {
    routes.post(
        "/api/v1/connected_apps/sessions/{session_id}/report",
        guard.guarding("create:connected_apps", this::report));
  }

  private Reply report(Caller caller, Request request) {
    var status = request.json(Set.of("status")).path("status");
    if (!status.isInt() || status.intValue() != UNAUTHORIZED)
      throw Problem.invalidRequest(
          "status must be 401: what the provider answered when it refused the token");
    var id = ApiProblems.sessionId(request.pathValue("session_id"));
    var reading = store.find(caller.workspace(), id).orElseThrow(ApiProblems::invalidSession);
    switch (reading.session().state()) {
      case SessionState.Pending() -> throw ApiProblems.pending();
      case SessionState.Revoked(), SessionState.Expired _ -> throw ApiProblems.invalidSession();
      case SessionState.Connected(), SessionState.NeedsReconnect _ -> reports.check(reading);
    }
    var after = store.find(caller.workspace(), id).orElseThrow(ApiProblems::invalidSession);
    return Reply.json(200, view.of(after.session()));
  }
}
