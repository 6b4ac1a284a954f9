package dev.carabiner.server.api;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.callers.ConnectedAppsScopes;
import dev.carabiner.server.setup.CustomProviders;
import dev.carabiner.server.setup.CustomProviders.Listed;
import dev.carabiner.server.setup.CustomProviders.Outcome;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// `/api/v1/connected_apps/providers`: the catalogue, and a workspace's own providers. A body is an
/// entry in the catalogue's own keys.
final class ProvidersEndpoint implements Door {
  private static final String ALL = "/api/v1/connected_apps/providers";
  private static final String ONE = ALL + "/{provider_id}";

  private final Guard guard;
  private final CustomProviders providers;

  /// @param guard asks for `manage:connected_apps` beside the scope named here
  ProvidersEndpoint(Guard guard, CustomProviders providers) {
    this.guard = guard;
    this.providers = providers;
  }

  @Override
  public void hang(Routes routes) {
    routes.get(ALL, guard.guarding(ConnectedAppsScopes.READ, this::list));
    routes.post(ALL, guard.guarding(ConnectedAppsScopes.CREATE, this::make));
    routes.get(ONE, guard.guarding(ConnectedAppsScopes.READ, this::show));
    routes.patch(ONE, guard.guarding(ConnectedAppsScopes.UPDATE, this::change));
    routes.delete(ONE, guard.guarding(ConnectedAppsScopes.DELETE, this::delete));
  }

  private Reply list(Caller caller, Request request) {
    var json = Json.object();
    var list = json.putArray("providers");
    providers.list(caller.workspace()).forEach(provider -> list.add(brief(provider)));
    return Reply.json(200, json);
  }

  private Reply show(Caller caller, Request request) {
    return providers
        .find(caller.workspace(), id(request))
        .map(provider -> Reply.json(200, whole(provider)))
        .orElseThrow(ApiProblems::providerNotFound);
  }

  private Reply make(Caller caller, Request request) {
    return Reply.json(201, whole(provider(providers.make(caller.workspace(), request.json()))));
  }

  private Reply change(Caller caller, Request request) {
    var outcome = providers.change(caller.workspace(), id(request), request.json());
    return Reply.json(200, whole(provider(outcome)));
  }

  private Reply delete(Caller caller, Request request) {
    return switch (providers.delete(caller.workspace(), id(request))) {
      case Outcome.Removed() ->
          Reply.json(200, Json.object().put("message", "Success").put("code", "OK"));
      case Outcome other -> throw problem(other);
    };
  }

  private static Listed provider(Outcome outcome) {
    if (outcome instanceof Outcome.Done(var provider)) return provider;
    throw problem(outcome);
  }

  private static Problem problem(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done _, Outcome.Removed() -> throw new IllegalArgumentException("is no problem");
      case Outcome.Wrong(var why) -> Problem.invalidRequest(why);
      case Outcome.Unknown() -> ApiProblems.providerNotFound();
      case Outcome.Taken() ->
          new Problem(
              409,
              "PROVIDER_EXISTS",
              "There is a provider with that id; choose another, and name the first as variant_of"
                  + " to build on a built-in one.");
      case Outcome.BuiltIn() ->
          new Problem(
              409,
              "PROVIDER_BUILT_IN",
              "This provider comes with the program; make one of your own with variant_of.");
      case Outcome.OfTheFile(var place) -> ApiProblems.providerManagedByFile(place);
      case Outcome.InUse(var apps) ->
          new Problem(
              409,
              "PROVIDER_IN_USE",
              apps.isEmpty()
                  ? "Apps of another workspace use this provider."
                  : "Apps use this provider: " + String.join(", ", apps) + "; delete them first.");
      case Outcome.TooMany() ->
          Problem.invalidRequest(
              "a workspace may have " + CustomProviders.MOST + " providers; delete one first");
    };
  }

  private static String id(Request request) {
    return request.pathValue("provider_id");
  }

  private static ObjectNode brief(Listed provider) {
    return Json.object()
        .put("id", provider.id())
        .put("name", provider.name())
        .put("managed_by", provider.managedBy().name().toLowerCase(Locale.ROOT));
  }

  private static ObjectNode whole(Listed provider) {
    var json = brief(provider);
    json.set("entry", provider.entry());
    return json;
  }
}
