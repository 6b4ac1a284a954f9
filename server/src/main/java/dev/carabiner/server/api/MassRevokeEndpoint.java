package dev.carabiner.server.api;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.callers.ConnectedAppsScopes;
import dev.carabiner.server.sessions.MassRevoking;
import dev.carabiner.server.sessions.PageCursor;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// `POST /api/v1/connected_apps/sessions/revoke`: revokes every session that a filter names, a page
/// at a time.
public final class MassRevokeEndpoint implements Door {
  private static final String STATE = "state";
  private static final int PAGE = 100;
  private static final int LONGEST_PAGE = 200;

  private final Guard guard;
  private final MassFilter filters;
  private final MassRevoking massRevoking;

  MassRevokeEndpoint(Guard guard, MassFilter filters, MassRevoking massRevoking) {
    this.guard = guard;
    this.filters = filters;
    this.massRevoking = massRevoking;
  }

  @Override
  public void hang(Routes routes) {
    routes.post(
        "/api/v1/connected_apps/sessions/revoke",
        guard.guarding(ConnectedAppsScopes.CREATE, this::revoke));
  }

  private Reply revoke(Caller caller, Request request) {
    var body = MassFilter.body(request, STATE, "dry_run");
    var filter = filters.read(body, caller.workspace(), states(body));
    var after = MassFilter.cursor(body);
    var limit = MassFilter.limit(body, PAGE, LONGEST_PAGE);
    var preview = body.flag("dry_run", false);
    var page =
        preview
            ? massRevoking.preview(caller.workspace(), filter, after, limit)
            : massRevoking.revoke(caller.workspace(), filter, after, limit);
    var json = Json.object();
    var sessions = json.putArray("sessions");
    page.reports().forEach(report -> sessions.add(of(report, preview)));
    json.put("next_cursor", SessionView.orNull(page.next().map(PageCursor::text)));
    return Reply.json(200, json);
  }

  private static ObjectNode of(MassRevoking.Report report, boolean preview) {
    var done = report.revoked() ? "revoked" : "not_live";
    var json =
        Json.object()
            .put("session_id", report.session().value())
            .put("outcome", preview ? "would_be_revoked" : done);
    json.set("revocation", EndingView.revocation(report.receipt()));
    return json;
  }

  private static Set<String> states(JsonBody body) {
    var states =
        body.members().path(STATE).isString()
            ? List.of(body.need(STATE))
            : body.list(STATE).orElse(List.of());
    if (!MassRevoking.REVOCABLE.containsAll(states))
      throw Problem.invalidRequest("state must be one of pending, connected, needs_reconnect");
    return states.isEmpty() ? MassRevoking.REVOCABLE : Set.copyOf(states);
  }
}
