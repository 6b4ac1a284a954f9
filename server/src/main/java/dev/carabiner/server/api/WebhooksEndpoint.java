package dev.carabiner.server.api;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.callers.ConnectedAppsScopes;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import dev.carabiner.server.webhooks.Subscription;
import dev.carabiner.server.webhooks.Webhook;
import dev.carabiner.server.webhooks.Webhooks;
import dev.carabiner.server.webhooks.Webhooks.Outcome;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `/api/v1/connected_apps/webhooks`: the addresses that are told of events.
final class WebhooksEndpoint implements Door {
  private static final String ALL = "/api/v1/connected_apps/webhooks";
  private static final String ONE = ALL + "/{webhook_id}";
  private static final Duration OVERLAP = Duration.ofDays(1);
  private static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

  private final Guard guard;
  private final Webhooks webhooks;

  /// @param guard asks for `manage:connected_apps` beside the scope named here
  WebhooksEndpoint(Guard guard, Webhooks webhooks) {
    this.guard = guard;
    this.webhooks = webhooks;
  }

  @Override
  public void hang(Routes routes) {
    routes.get(ALL, guard.guarding(ConnectedAppsScopes.READ, this::list));
    routes.post(ALL, guard.guarding(ConnectedAppsScopes.CREATE, this::make));
    routes.get(ONE, guard.guarding(ConnectedAppsScopes.READ, this::show));
    routes.patch(ONE, guard.guarding(ConnectedAppsScopes.UPDATE, this::change));
    routes.delete(ONE, guard.guarding(ConnectedAppsScopes.DELETE, this::delete));
    routes.post(ONE + "/secret", guard.guarding(ConnectedAppsScopes.CREATE, this::replaceSecret));
    routes.post(ONE + "/test", guard.guarding(ConnectedAppsScopes.CREATE, this::test));
  }

  private Reply list(Caller caller, Request request) {
    var json = Json.object();
    var list = json.putArray("webhooks");
    webhooks.list(caller.workspace()).forEach(webhook -> list.add(WebhookView.of(webhook)));
    return Reply.json(200, json);
  }

  private Reply make(Caller caller, Request request) {
    var body = new JsonBody(request.json(Set.of("url", "events")));
    var url = url(body.need("url"));
    var events = events(body).orElseThrow(() -> Problem.invalidRequest("events is missing"));
    return reply(201, webhooks.make(caller.workspace(), new Subscription(url, events)));
  }

  private Reply show(Caller caller, Request request) {
    var webhook = webhooks.find(key(caller, request)).orElseThrow(ApiProblems::webhookNotFound);
    return Reply.json(200, WebhookView.of(webhook));
  }

  private Reply change(Caller caller, Request request) {
    var body = new JsonBody(request.json(Set.of("url", "events", "enabled")));
    var wish =
        new Webhooks.Wish(
            body.text("url").map(WebhooksEndpoint::url), events(body), body.flag("enabled"));
    return reply(200, webhooks.change(key(caller, request), wish));
  }

  private Reply delete(Caller caller, Request request) {
    if (!webhooks.delete(key(caller, request))) throw ApiProblems.webhookNotFound();
    return Reply.json(200, Json.object().put("message", "Success").put("code", "OK"));
  }

  private Reply replaceSecret(Caller caller, Request request) {
    var body = new JsonBody(request.json(Set.of("overlap")));
    var overlap = body.number("overlap", OVERLAP.toSeconds(), 0, LONGEST_OVERLAP.toSeconds());
    return reply(200, webhooks.replaceSecret(key(caller, request), Duration.ofSeconds(overlap)));
  }

  private Reply test(Caller caller, Request request) {
    var message = webhooks.test(key(caller, request)).orElseThrow(ApiProblems::webhookNotFound);
    return Reply.json(
        200,
        Json.object()
            .put("webhook_id", request.pathValue("webhook_id"))
            .put("message_id", message));
  }

  private static Reply reply(int status, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(var webhook, var secret) ->
          Reply.json(
              status,
              secret
                  .map(shown -> WebhookView.withSecret(webhook, shown))
                  .orElseGet(() -> WebhookView.of(webhook)));
      case Outcome.Forbidden() ->
          throw Problem.invalidRequest(
              "url is no address that webhooks can go to: https on port 443 of a public host,"
                  + " or what the operator allows");
      case Outcome.TooMany() ->
          throw Problem.invalidRequest(
              "a workspace may have " + Webhooks.MOST + " webhooks; delete one first");
      case Outcome.Unknown() -> throw ApiProblems.webhookNotFound();
    };
  }

  static Webhook.Key key(Caller caller, Request request) {
    return new Webhook.Key(caller.workspace(), request.pathValue("webhook_id"));
  }

  private static Optional<List<String>> events(JsonBody body) {
    var events = body.list("events");
    if (events.filter(List::isEmpty).isPresent())
      throw Problem.invalidRequest("events must name at least one event, or *");
    if (!events.orElse(List.of()).stream().allMatch(Subscription::isKnown))
      throw Problem.invalidRequest("events names an event that does not exist");
    return events;
  }

  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException noAddress) {
      throw Problem.invalidRequest("url is not a URL");
    }
  }
}
