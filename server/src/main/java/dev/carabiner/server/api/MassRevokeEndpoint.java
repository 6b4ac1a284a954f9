package dev.carabiner.server.api;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.callers.ConnectedAppsScopes;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.MassRevoking;
import dev.carabiner.server.sessions.PageCursor;
import dev.carabiner.server.sessions.SessionFilter;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// `POST /api/v1/connected_apps/sessions/revoke`: revokes every session that a filter names, a page
/// at a time.
public final class MassRevokeEndpoint implements Door {
  private static final Set<String> FILTER =
      Set.of(
          "key_code_ref",
          "provider",
          "user_id",
          "org_code",
          "connected_after",
          "connected_before",
          "state");
  private static final Set<String> MEMBERS =
      Set.of(
          "key_code_ref",
          "provider",
          "user_id",
          "org_code",
          "connected_after",
          "connected_before",
          "state",
          "dry_run",
          "cursor",
          "limit");
  private static final int PAGE = 100;
  private static final int LONGEST_PAGE = 200;

  private final Guard guard;
  private final ConnectedApps apps;
  private final MassRevoking massRevoking;

  MassRevokeEndpoint(Guard guard, ConnectedApps apps, MassRevoking massRevoking) {
    this.guard = guard;
    this.apps = apps;
    this.massRevoking = massRevoking;
  }

  @Override
  public void hang(Routes routes) {
    routes.post(
        "/api/v1/connected_apps/sessions/revoke",
        guard.guarding(ConnectedAppsScopes.CREATE, this::revoke));
  }

  private Reply revoke(Caller caller, Request request) {
    var members = request.json(MEMBERS);
    if (FILTER.stream().noneMatch(members::hasNonNull))
      throw Problem.invalidRequest(
          "name at least one of key_code_ref, provider, user_id, org_code, connected_after,"
              + " connected_before, state");
    var body = new JsonBody(members);
    var filter = filter(body, caller.workspace());
    var after = body.text("cursor").map(MassRevokeEndpoint::cursor);
    var limit = body.number("limit").orElse(PAGE);
    if (limit < 1 || limit > LONGEST_PAGE)
      throw Problem.invalidRequest("limit must be a number from 1 to 200");
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

  private SessionFilter filter(JsonBody body, Workspace workspace) {
    var states =
        body.members().path("state").isString()
            ? List.of(body.need("state"))
            : body.list("state").orElse(List.of());
    if (!MassRevoking.REVOCABLE.containsAll(states))
      throw Problem.invalidRequest("state must be one of pending, connected, needs_reconnect");
    var named = body.text("key_code_ref").map(Set::of);
    var ofProvider = body.text("provider").map(id -> appsOf(id, workspace));
    return new SessionFilter(
        body.text("user_id"),
        body.text("org_code"),
        ofProvider.isPresent() && named.isPresent()
            ? Optional.of(common(ofProvider.get(), named.get()))
            : named.or(() -> ofProvider),
        states.isEmpty() ? MassRevoking.REVOCABLE : Set.copyOf(states),
        new SessionFilter.Span(body.time("connected_after"), body.time("connected_before")));
  }

  private static Set<String> common(Set<String> some, Set<String> others) {
    return some.stream().filter(others::contains).collect(Collectors.toSet());
  }

  private Set<String> appsOf(String provider, Workspace workspace) {
    return apps.all().stream()
        .filter(app -> app.workspace().equals(workspace) && app.provider().id().equals(provider))
        .map((ConnectedApp app) -> app.key().value())
        .collect(Collectors.toSet());
  }

  private static PageCursor cursor(String text) {
    return PageCursor.parse(text)
        .orElseThrow(() -> Problem.invalidRequest("cursor is not one that a page gave"));
  }
}
