package dev.carabiner.server.console;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.console.parts.Danger;
import dev.carabiner.server.console.parts.Mark;
import dev.carabiner.server.console.parts.Toast;
import dev.carabiner.server.operators.Role;
import dev.carabiner.server.sessions.AppDeletion;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.setup.WorkspaceApps;
import dev.carabiner.server.web.Problem;
import java.util.List;
import java.util.Optional;

/// The connected apps: the list, one of them, and its end.
public final class AppsPage implements Page {
  static final String PATH = "/console/apps";
  static final String ONE = PATH + "/{key}";
  private static final String DELETE = ONE + "/delete";

  /// So far are sessions counted that would end with an app.
  private static final int COUNTED = 1000;

  private final Desk desk;
  private final SessionStore sessions;
  private final AppDeletion deletion;

  public AppsPage(Desk desk, SessionStore sessions, AppDeletion deletion) {
    this.desk = desk;
    this.sessions = sessions;
    this.deletion = deletion;
  }

  public record View(List<Row> rows, boolean mayAdd) {}

  /// A line of the list.
  ///
  /// @param place file and line, when the settings file names it
  public record Row(ConnectedApp app, String provider, Mark mark, Optional<String> place) {}

  /// One app.
  ///
  /// @param mayChange whether the operator's role lets change what is no secret
  /// @param mayEnd whether it lets touch secrets and delete
  /// @param secretSet when the client secret was set, in words; empty for none
  public record One(
      WorkspaceApps.Listed app,
      String provider,
      Mark mark,
      String secretSet,
      boolean mayChange,
      boolean mayEnd) {
    /// Where its pages are.
    public String path() {
      return PATH + "/" + app.kept().app().key();
    }
  }

  @Override
  public void hang(ConsoleRoutes routes) {
    routes.get(PATH, Role.VIEWER, this::list);
    routes.get(ONE, Role.VIEWER, this::one);
    routes.guarded(DELETE, Role.ADMIN, visit -> deleting(visit, Optional.empty()));
    routes.dangerous(DELETE, Role.ADMIN, DELETE, this::deleted);
  }

  private Answer list(Visit visit) {
    var rows = desk.apps().all().stream().map(this::row).toList();
    return Answer.view("apps", "Apps", Nav.APPS, new View(rows, may(visit, Role.ADMIN)));
  }

  private Row row(ConnectedApp app) {
    var place = desk.own().find(app.workspace(), app.key()).flatMap(WorkspaceApps.Listed::place);
    var provider = desk.providerName(app);
    return new Row(app, provider, Mark.of(provider), place);
  }

  private Answer one(Visit visit) {
    var found = desk.find(visit);
    var app = found.kept().app();
    var provider = desk.providerName(app);
    var secret =
        app.credentials().secret().isEmpty()
            ? ""
            : found
                .kept()
                .secretSet()
                .map(at -> "set " + Times.of(at, visit.now()).shown())
                .orElse("set");
    var may = found.place().isEmpty();
    return Answer.view(
        "app",
        app.name(),
        Nav.APPS,
        new One(
            found,
            provider,
            Mark.of(provider),
            secret,
            may && may(visit, Role.OPERATOR),
            may && may(visit, Role.ADMIN)));
  }

  private Answer deleting(Visit visit, Optional<String> error) {
    var app = changeable(visit).kept().app();
    var live = sessions.liveOfApp(app.key(), COUNTED + 1).size();
    var counted =
        live > COUNTED
            ? "More than 1,000 sessions"
            : live == 0 ? "No session" : Times.counted(live, "live session");
    var path = PATH + "/" + app.key();
    var danger =
        new Danger(
            "Delete the app “" + app.name() + "”?",
            counted
                + (live == 1 ? " goes" : live == 0 ? " goes" : " go")
                + " with it"
                + (live == 0 ? "" : "; their grants are ended at the provider too")
                + ". This cannot be undone.",
            Optional.of(app.key().value()),
            error,
            path + "/delete",
            live == 0 ? "Delete app" : "Delete app and its sessions",
            path);
    return new Answer.View(
        error.isEmpty() ? 200 : 400, "ask", "Delete " + app.name(), Nav.APPS, danger);
  }

  private Answer deleted(Visit visit) {
    var app = changeable(visit).kept().app();
    if (!visit.form().one(Danger.FIELD).orElse("").equals(app.key().value()))
      return deleting(visit, Optional.of("Type the app's key, letter for letter."));
    var revoked = deletion.delete(app.workspace(), app.key());
    if (revoked.isEmpty()) throw Problem.routeNotFound();
    return Answer.onward(
        PATH,
        Toast.done(
            "Deleted “%s”. %s revoked."
                .formatted(app.name(), Times.counted(revoked.getAsInt(), "session"))));
  }

  /// The app, if the settings file does not name it.
  private WorkspaceApps.Listed changeable(Visit visit) {
    var found = desk.find(visit);
    if (found.place().isPresent()) throw ofTheFile(found.place().get());
    return found;
  }

  /// What is said of a change to what the settings file names.
  ///
  /// @param place file and line
  static Problem ofTheFile(String place) {
    return new Problem(409, "MANAGED_BY_FILE", "It is set in " + place + "; change it there");
  }

  static boolean may(Visit visit, Role role) {
    return visit.who().operator().role().may(role);
  }
}
