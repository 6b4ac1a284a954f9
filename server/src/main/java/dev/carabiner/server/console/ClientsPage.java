package dev.carabiner.server.console;

import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.ConnectedAppsScopes;
import dev.carabiner.server.console.parts.Danger;
import dev.carabiner.server.console.parts.Field;
import dev.carabiner.server.console.parts.Field.Kind;
import dev.carabiner.server.console.parts.Toast;
import dev.carabiner.server.operators.Role;
import dev.carabiner.server.setup.WorkspaceClients;
import dev.carabiner.server.setup.WorkspaceClients.Outcome;
import dev.carabiner.server.web.Problem;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.util.List;
import java.util.Optional;

/// The machine clients: programs that call the API. Their secrets are shown once, to who made them.
public final class ClientsPage implements Page {
  private static final String PATH = "/console/clients";
  private static final String ADD = PATH + "/{workspace}/add";
  private static final String ONE = PATH + "/{workspace}/{client}";
  private static final String DELETE = ONE + "/delete";

  private final WorkspaceClients clients;
  private final ConnectedApps apps;

  /// @param apps whose workspaces are listed beside the default one
  public ClientsPage(WorkspaceClients clients, ConnectedApps apps) {
    this.clients = clients;
    this.apps = apps;
  }

  public record View(List<Room> rooms, boolean mayAdd) {}

  /// A workspace and its clients.
  public record Room(String workspace, List<WorkspaceClients.Listed> clients) {}

  /// A client that is yet to be made.
  public record Making(String workspace, Field name, List<String> scopes, Optional<String> wrong) {}

  /// A secret that is shown this once.
  public record Made(String name, String id, Secret secret, String path) {
    /// The secret in the clear, for the one page that shows it.
    public String shown() {
      return secret.reveal(Reveal.TO_THE_PERSON_WHO_MADE_IT);
    }
  }

  /// One client.
  ///
  /// @param secrets the oldest first
  public record One(
      WorkspaceClients.Listed client, String path, List<SecretLine> secrets, boolean mayChange) {}

  public record SecretLine(int number, String created) {}

  @Override
  public void hang(ConsoleRoutes routes) {
    routes.get(PATH, Role.VIEWER, this::list);
    routes.guarded(ADD, Role.ADMIN, visit -> making(visit, "", List.of(), Optional.empty()));
    routes.dangerous(ADD, Role.ADMIN, ADD, this::made);
    routes.get(ONE, Role.VIEWER, this::one);
    routes.dangerous(ONE + "/enabled", Role.ADMIN, ONE, this::switched);
    routes.dangerous(ONE + "/secret", Role.ADMIN, ONE, this::added);
    routes.dangerous(ONE + "/forget", Role.ADMIN, ONE, this::forgotten);
    routes.guarded(DELETE, Role.ADMIN, visit -> deleting(visit, Optional.empty()));
    routes.dangerous(DELETE, Role.ADMIN, DELETE, this::deleted);
  }

  private Answer list(Visit visit) {
    var rooms =
        Desk.workspaces(apps).stream()
            .map(each ->
                new Room(each.name(), clients.list(each, Optional.empty(), WorkspaceClients.MOST)))
            .toList();
    return Answer.view(
        "clients",
        "Machine clients",
        Nav.CLIENTS,
        new View(rooms, AppsPage.may(visit, Role.ADMIN)));
  }

  private static Answer making(
      Visit visit, String name, List<String> ticked, Optional<String> wrong) {
    var workspace = Desk.workspace(visit);
    var field =
        Field.of("name", "Name", Kind.TEXT)
            .value(name)
            .help("What people call the program.")
            .focused();
    return new Answer.View(
        wrong.isEmpty() ? 200 : 400,
        "client-add",
        "Add machine client",
        Nav.CLIENTS,
        new Making(workspace.name(), field, ticked, wrong));
  }

  private Answer made(Visit visit) {
    var name = visit.form().one("name").orElse("").strip();
    var scopes = visit.form().all("scope");
    var entry = Json.object().put("name", name);
    var list = entry.putArray("scopes");
    scopes.forEach(list::add);
    var outcome = clients.make(Desk.caller(visit, Desk.workspace(visit)), entry, true);
    return switch (outcome) {
      case Outcome.Done(var client, var secret) -> shown(client, secret.orElseThrow());
      case Outcome.Wrong(var why) -> making(visit, name, scopes, Optional.of(why + "."));
      default -> throw refused(outcome);
    };
  }

  private static Answer shown(WorkspaceClients.Listed client, Secret secret) {
    var made = client.kept().client();
    return Answer.view(
        "client-secret",
        "Secret of " + made.name(),
        Nav.CLIENTS,
        new Made(made.name(), made.id(), secret, path(client)));
  }

  private Answer one(Visit visit) {
    var found = find(visit);
    var secrets =
        found.kept().secrets().stream()
            .map(each ->
                new SecretLine(
                    each.number(),
                    each.created()
                        .map(at -> "made " + Times.of(at, visit.now()).shown())
                        .orElse("from the settings file")))
            .toList();
    return Answer.view(
        "client",
        found.kept().client().name(),
        Nav.CLIENTS,
        new One(
            found,
            path(found),
            secrets,
            found.place().isEmpty() && AppsPage.may(visit, Role.ADMIN)));
  }

  private Answer switched(Visit visit) {
    var found = find(visit);
    var on = !found.kept().client().enabled();
    var outcome =
        clients.change(
            Desk.caller(visit, Desk.workspace(visit)),
            visit.path("client"),
            Json.object(),
            Optional.of(on));
    return ended(outcome, found, on ? "Enabled." : "Disabled. Its tokens are refused from now on.");
  }

  private Answer added(Visit visit) {
    var outcome =
        clients.addSecret(Desk.caller(visit, Desk.workspace(visit)), visit.path("client"));
    return outcome instanceof Outcome.Done(var client, var secret)
        ? shown(client, secret.orElseThrow())
        : ended(outcome, find(visit), "");
  }

  private Answer forgotten(Visit visit) {
    int number;
    try {
      number = Integer.parseInt(visit.form().one("number").orElse(""));
    } catch (NumberFormatException notANumber) {
      throw Problem.invalidRequest("number is none");
    }
    var found = find(visit);
    var caller = Desk.caller(visit, Desk.workspace(visit));
    return ended(
        clients.removeSecret(caller, visit.path("client"), number), found, "The secret is ended.");
  }

  private Answer deleting(Visit visit, Optional<String> error) {
    var found = find(visit);
    if (found.place().isPresent()) throw AppsPage.ofTheFile(found.place().get());
    var client = found.kept().client();
    return new Answer.View(
        error.isEmpty() ? 200 : 400,
        "ask",
        "Delete " + client.name(),
        Nav.CLIENTS,
        new Danger(
            "Delete the client “" + client.name() + "”?",
            "Its tokens are refused from now on. This cannot be undone.",
            Optional.of(client.name()),
            error,
            path(found) + "/delete",
            "Delete client",
            path(found)));
  }

  private Answer deleted(Visit visit) {
    var found = find(visit);
    if (!visit.form().one(Danger.FIELD).orElse("").equals(found.kept().client().name()))
      return deleting(visit, Optional.of("Type the client's name, letter for letter."));
    var outcome = clients.delete(Desk.caller(visit, Desk.workspace(visit)), visit.path("client"));
    if (!(outcome instanceof Outcome.Removed)) return ended(outcome, found, "");
    return Answer.onward(PATH, Toast.done("Deleted “" + found.kept().client().name() + "”."));
  }

  private static Answer ended(Outcome outcome, WorkspaceClients.Listed client, String done) {
    return switch (outcome) {
      case Outcome.Done _ -> Answer.onward(path(client), Toast.done(done));
      case Outcome.Wrong(var why) ->
          Answer.onward(path(client), Toast.failed("Not done: " + why + "."));
      case Outcome.SecretUnknown() ->
          Answer.onward(path(client), Toast.failed("Not done: that secret is ended already."));
      default -> throw refused(outcome);
    };
  }

  private static Problem refused(Outcome outcome) {
    if (outcome instanceof Outcome.OfTheFile(var place)) return AppsPage.ofTheFile(place);
    return Problem.routeNotFound();
  }

  private WorkspaceClients.Listed find(Visit visit) {
    return clients
        .find(Desk.workspace(visit), visit.path("client"))
        .orElseThrow(Problem::routeNotFound);
  }

  private static String path(WorkspaceClients.Listed found) {
    var client = found.kept().client();
    return PATH + "/" + client.workspace() + "/" + client.id();
  }

  /// A scope of the API, with what it lets a program do.
  public record Scope(String word, String meaning) {}

  /// The scopes there are.
  public static List<Scope> scopes() {
    return List.of(
        new Scope(ConnectedAppsScopes.READ, "make connect links, get tokens, look at sessions"),
        new Scope(ConnectedAppsScopes.CREATE, "revoke, reconnect, complete, report"),
        new Scope(ConnectedAppsScopes.UPDATE, "change the metadata of sessions"),
        new Scope(ConnectedAppsScopes.DELETE, "delete users"),
        new Scope(
            ConnectedAppsScopes.MANAGE,
            "apps, clients, webhooks and providers, beside one of the others"));
  }
}
