package dev.carabiner.server.api;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.callers.ConnectedAppsScopes;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import dev.carabiner.server.webhooks.Delivery;
import dev.carabiner.server.webhooks.Webhooks;
import java.util.Set;

/// `/api/v1/connected_apps/webhooks/{webhook_id}/deliveries`: how messages stand, and the way to
/// have them sent once more.
final class DeliveriesEndpoint implements Door {
  private static final String ALL = "/api/v1/connected_apps/webhooks/{webhook_id}/deliveries";

  private final Guard guard;
  private final Webhooks webhooks;

  /// @param guard asks for `manage:connected_apps` beside the scope named here
  DeliveriesEndpoint(Guard guard, Webhooks webhooks) {
    this.guard = guard;
    this.webhooks = webhooks;
  }

  @Override
  public void hang(Routes routes) {
    routes.get(ALL, guard.guarding(ConnectedAppsScopes.READ, this::list));
    routes.post(ALL + "/replay", guard.guarding(ConnectedAppsScopes.CREATE, this::replayFailed));
    routes.post(
        ALL + "/{message_id}/replay", guard.guarding(ConnectedAppsScopes.CREATE, this::replay));
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

  private Reply replay(Caller caller, Request request) {
    var key = WebhooksEndpoint.key(caller, request);
    if (webhooks.find(key).isEmpty()) throw ApiProblems.webhookNotFound();
    var message = request.pathValue("message_id");
    if (!webhooks.again(key, message)) throw ApiProblems.deliveryNotFound();
    return Reply.json(200, Json.object().put("webhook_id", key.id()).put("message_id", message));
  }

  private Reply replayFailed(Caller caller, Request request) {
    var key = WebhooksEndpoint.key(caller, request);
    var since = new JsonBody(request.json(Set.of("since"))).time("since");
    if (since.isEmpty()) throw Problem.invalidRequest("since is missing");
    if (webhooks.find(key).isEmpty()) throw ApiProblems.webhookNotFound();
    var sent = webhooks.givenUpAgain(key, since.get());
    return Reply.json(200, Json.object().put("webhook_id", key.id()).put("replayed", sent));
  }
}
