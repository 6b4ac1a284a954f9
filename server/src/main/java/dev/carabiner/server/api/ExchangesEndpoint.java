package dev.carabiner.server.api;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.callers.ConnectedAppsScopes;
import dev.carabiner.server.exchanges.Exchange;
import dev.carabiner.server.exchanges.ExchangeStore;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import tools.jackson.databind.node.ObjectNode;

/// `GET /api/v1/connected_apps/sessions/{session_id}/exchanges`: what was said to the provider for
/// a session, and what was decided.
final class ExchangesEndpoint implements Door {
  private final Guard guard;
  private final SessionStore sessions;
  private final ExchangeStore exchanges;

  ExchangesEndpoint(Guard guard, SessionStore sessions, ExchangeStore exchanges) {
    this.guard = guard;
    this.sessions = sessions;
    this.exchanges = exchanges;
  }

  @Override
  public void hang(Routes routes) {
    routes.get(
        "/api/v1/connected_apps/sessions/{session_id}/exchanges",
        guard.guarding(ConnectedAppsScopes.READ, this::list));
  }

  private Reply list(Caller caller, Request request) {
    var limit = PageLimit.of(request.query());
    var after =
        request
            .query()
            .one("cursor")
            .map(text ->
                ExchangeStore.Cursor.parse(text)
                    .orElseThrow(
                        () -> Problem.invalidRequest("cursor is not one that a page gave")));
    var id = ApiProblems.sessionId(request.pathValue("session_id"));
    if (sessions.find(caller.workspace(), id).isEmpty()) throw ApiProblems.invalidSession();
    var found = exchanges.of(caller.workspace(), id, after, limit + 1);
    var page = found.subList(0, Math.min(limit, found.size()));
    var json = Json.object();
    var listed = json.putArray("exchanges");
    page.forEach(exchange -> listed.add(view(exchange)));
    if (found.size() > limit)
      json.put("next_cursor", ExchangeStore.Cursor.of(page.getLast()).text());
    else json.putNull("next_cursor");
    return Reply.json(200, json);
  }

  private static ObjectNode view(Exchange exchange) {
    var json = Json.object();
    json.put("kind", exchange.asked().kind());
    json.put("at", exchange.span().last().toString());
    json.put("first_at", exchange.span().first().toString());
    json.put("times", exchange.span().times());
    json.put("duration_ms", exchange.span().took().toMillis());
    if (exchange.subject().generation() > 0)
      json.put("generation", exchange.subject().generation());
    else json.putNull("generation");
    json.put("node", exchange.subject().node());
    json.putObject("request")
        .put("method", exchange.asked().method())
        .put("url", exchange.asked().url())
        .setAll(tree(exchange.asked().sent()));
    json.putObject("response")
        .put("status", exchange.answered().status().orElse(null))
        .setAll(tree(exchange.answered().received()));
    json.put("outcome", exchange.verdict().outcome().word());
    json.put("decided_by", SessionView.orNull(exchange.verdict().word()));
    json.put("decision", SessionView.orNull(exchange.verdict().text()));
    return json;
  }

  private static ObjectNode tree(String stored) {
    return Json.parseObject(stored)
        .orElseThrow(() -> new IllegalStateException("an exchange is stored as JSON objects"));
  }
}
