package dev.carabiner.server.api;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.callers.ConnectedAppsScopes;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import dev.carabiner.server.webhooks.Delivery;
import dev.carabiner.server.webhooks.Webhooks;

/// `GET /api/v1/connected_apps/webhooks/{webhook_id}/deliveries`: how messages stand.
final class DeliveriesEndpoint implements Door {
  private final Guard guard;
  private final Webhooks webhooks;

  /// @param guard asks for `manage:connected_apps` beside the scope named here
  DeliveriesEndpoint(Guard guard, Webhooks webhooks) {
    this.guard = guard;
    this.webhooks = webhooks;
  }

  @Override
  public void hang(Routes routes) {
    routes.get(
        "/api/v1/connected_apps/webhooks/{webhook_id}/deliveries",
        guard.guarding(ConnectedAppsScopes.READ, this::list));
  }

  private Reply list(Caller caller, Request request) {
    var limit = PageLimit.of(request.query());
    var after =
        request
            .query()
            .one("cursor")
            .map(text -> Delivery.Cursor.parse(text).orElseThrow(ApiProblems::cursorUnknown));
    var key = WebhooksEndpoint.key(caller, request);
    if (webhooks.find(key).isEmpty()) throw ApiProblems.webhookNotFound();
    var found = webhooks.deliveries(key, after, limit + 1);
    var page = found.subList(0, Math.min(limit, found.size()));
    var json = Json.object();
    var deliveries = json.putArray("deliveries");
    page.forEach(delivery -> deliveries.add(WebhookView.of(delivery)));
    if (found.size() > limit) json.put("next_cursor", page.getLast().cursor().text());
    else json.putNull("next_cursor");
    return Reply.json(200, json);
  }
}
