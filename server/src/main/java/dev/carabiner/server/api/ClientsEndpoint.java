package dev.carabiner.server.api;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.callers.ConnectedAppsScopes;
import dev.carabiner.server.setup.WorkspaceClients;
import dev.carabiner.server.setup.WorkspaceClients.Outcome;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// `/api/v1/connected_apps/clients`: the machine clients of a workspace and their secrets.
final class ClientsEndpoint implements Door {
  private static final String ALL = "/api/v1/connected_apps/clients";
  private static final String ONE = ALL + "/{client_id}";
  private static final String SECRETS = ONE + "/secrets";
  private static final Set<String> MEMBERS = Set.of("name", "scopes", "workspace", "enabled");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  private final Guard guard;
  private final WorkspaceClients clients;

  /// @param guard asks for `manage:connected_apps` beside the scope named here
  ClientsEndpoint(Guard guard, WorkspaceClients clients) {
    this.guard = guard;
    this.clients = clients;
  }

  @Override
  public void hang(Routes routes) {
    routes.get(ALL, guard.guarding(ConnectedAppsScopes.READ, this::list));
    routes.post(ALL, guard.guarding(ConnectedAppsScopes.CREATE, this::make));
    routes.get(ONE, guard.guarding(ConnectedAppsScopes.READ, this::show));
    routes.patch(ONE, guard.guarding(ConnectedAppsScopes.UPDATE, this::change));
    routes.delete(ONE, guard.guarding(ConnectedAppsScopes.DELETE, this::delete));
    routes.post(SECRETS, guard.guarding(ConnectedAppsScopes.CREATE, this::addSecret));
    routes.delete(
        SECRETS + "/{number}", guard.guarding(ConnectedAppsScopes.DELETE, this::removeSecret));
  }

  private Reply list(Caller caller, Request request) {
    var limit = PageLimit.of(request.query());
    var after = request.query().one("cursor");
    if (after.filter(text -> !ID.matcher(text).matches()).isPresent())
      throw ApiProblems.cursorUnknown();
    var found = clients.list(caller.workspace(), after, limit + 1);
    var page = found.subList(0, Math.min(limit, found.size()));
    var json = Json.object();
    var list = json.putArray("clients");
    page.forEach(client -> list.add(ClientView.of(client)));
    json.put("next_cursor", found.size() > limit ? page.getLast().kept().client().id() : null);
    return Reply.json(200, json);
  }

  private Reply make(Caller caller, Request request) {
    var entry = request.json(MEMBERS);
    var enabled = enabled(entry).orElse(true);
    return reply(201, clients.make(caller, entry, enabled));
  }

  private Reply show(Caller caller, Request request) {
    return clients
        .find(caller.workspace(), id(request))
        .map(client -> Reply.json(200, ClientView.of(client)))
        .orElseThrow(ApiProblems::clientNotFound);
  }

  private Reply change(Caller caller, Request request) {
    var changes = request.json(MEMBERS);
    var enabled = enabled(changes);
    return reply(200, clients.change(caller, id(request), changes, enabled));
  }

  private Reply delete(Caller caller, Request request) {
    return reply(200, clients.delete(caller, id(request)));
  }

  private Reply addSecret(Caller caller, Request request) {
    request.json(Set.of());
    return reply(201, clients.addSecret(caller, id(request)));
  }

  private Reply removeSecret(Caller caller, Request request) {
    var number = request.pathValue("number");
    if (!NUMBER.matcher(number).matches()) throw ApiProblems.clientSecretNotFound();
    return reply(200, clients.removeSecret(caller, id(request), Integer.parseInt(number)));
  }

  /// Takes the one member that the settings file does not have out of an entry.
  private static Optional<Boolean> enabled(ObjectNode entry) {
    var enabled = new JsonBody(entry).flag("enabled");
    entry.remove("enabled");
    return enabled;
  }

  private static String id(Request request) {
    return request.pathValue("client_id");
  }

  private static Reply reply(int status, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(var client, var secret) ->
          Reply.json(
              status,
              secret
                  .map(shown -> ClientView.withSecret(client, shown))
                  .orElseGet(() -> ClientView.of(client)));
      case Outcome.Removed() ->
          Reply.json(status, Json.object().put("message", "Success").put("code", "OK"));
      case Outcome.Wrong(var why) -> throw Problem.invalidRequest(why);
      case Outcome.Unknown() -> throw ApiProblems.clientNotFound();
      case Outcome.SecretUnknown() -> throw ApiProblems.clientSecretNotFound();
      case Outcome.OfTheFile(var place) -> throw ApiProblems.managedByFile("client", place);
      case Outcome.ScopeMissing(var scope) -> throw ApiProblems.scopeNotYours(scope);
      case Outcome.OfTheCaller() ->
          throw new Problem(
              409,
              "OWN_CLIENT",
              "A client neither deletes nor disables itself, nor gives up manage:connected_apps;"
                  + " let another client do it.");
    };
  }
}
