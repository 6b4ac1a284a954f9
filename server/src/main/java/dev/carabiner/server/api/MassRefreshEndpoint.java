package dev.carabiner.server.api;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.callers.ConnectedAppsScopes;
import dev.carabiner.server.sessions.PageCursor;
import dev.carabiner.server.tokens.MassRefreshing;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import java.util.Locale;
import java.util.Set;

/// `POST /api/v1/connected_apps/sessions/refresh`: renews the tokens of all connected sessions that
/// a filter names, a page at a time.
public final class MassRefreshEndpoint implements Door {
  private static final int PAGE = 20;
  private static final int LONGEST_PAGE = 50;

  private final Guard guard;
  private final MassFilter filters;
  private final MassRefreshing massRefreshing;

  MassRefreshEndpoint(Guard guard, MassFilter filters, MassRefreshing massRefreshing) {
    this.guard = guard;
    this.filters = filters;
    this.massRefreshing = massRefreshing;
  }

  @Override
  public void hang(Routes routes) {
    routes.post(
        "/api/v1/connected_apps/sessions/refresh",
        guard.guarding(ConnectedAppsScopes.CREATE, this::refresh));
  }

  private Reply refresh(Caller caller, Request request) {
    var body = MassFilter.body(request);
    var filter = filters.read(body, caller.workspace(), Set.of(MassRefreshing.RENEWABLE));
    var page =
        massRefreshing.refresh(
            caller.workspace(),
            filter,
            MassFilter.cursor(body),
            MassFilter.limit(body, PAGE, LONGEST_PAGE));
    var json = Json.object();
    var sessions = json.putArray("sessions");
    page.reports()
        .forEach(report ->
            sessions
                .addObject()
                .put("session_id", report.session().value())
                .put("outcome", report.outcome().name().toLowerCase(Locale.ROOT)));
    json.put("next_cursor", SessionView.orNull(page.next().map(PageCursor::text)));
    return Reply.json(200, json);
  }
}
