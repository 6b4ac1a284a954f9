package dev.carabiner.server.console;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.console.sessions.Sources;
import dev.carabiner.server.operators.Role;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.OftenConnected;
import dev.carabiner.server.sessions.Flows;
import dev.carabiner.server.sessions.Owner;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionFilter;
import dev.carabiner.server.sessions.SessionState;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.web.Problem;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The first connection, in three steps that the operator plays through as the user. It is what
/// `/console` shows while nothing is or was connected.
public final class StartPage implements Page {
  private static final String PATH = "/console/start";
  private static final Pattern LINK = Pattern.compile("/connected_apps/start/[A-Za-z0-9_-]{43}");
  private static final AppKey SANDBOX = new AppKey("sandbox");
  private static final String TRIAL = "console-trial-";
  private static final int SOME = 50;

  /// States that only a connection comes into.
  private static final Set<String> EVER_CONNECTED =
      Set.of("connected", "needs_reconnect", "revoked");

  private final ConnectedApps apps;
  private final SessionStore sessions;
  private final Flows flows;
  private final Surface surface;
  private final Supplier<Catalogue> catalogue;
  private final ReadingCall reading;
  private final ConsoleRoutes.Handling inUse;

  /// @param inUse answers for an installation that is in use
  public StartPage(
      Sources sources,
      Flows flows,
      Surface surface,
      ReadingCall reading,
      ConsoleRoutes.Handling inUse) {
    this.apps = sources.apps();
    this.sessions = sources.sessions();
    this.catalogue = sources.catalogue();
    this.flows = flows;
    this.surface = surface;
    this.reading = reading;
    this.inUse = inUse;
  }

  /// The first connection, step by step.
  ///
  /// @param app what is connected to; absent while there is none
  /// @param link made to be copied
  /// @param stage how far it is
  /// @param calls what reads the access token, ready to paste
  /// @param tiles providers to go on with
  /// @param known how many there are in all
  /// @param first whether it stands at `/console` by itself
  public record View(
      Optional<App> app,
      Optional<String> link,
      Stage stage,
      ReadingCall.Lines calls,
      List<GalleryPage.Tile> tiles,
      int known,
      boolean first,
      boolean mayConnect,
      boolean mayAdd) {}

  /// What is connected to.
  ///
  /// @param sandbox whether it is the one for trying out
  public record App(String name, boolean sandbox) {}

  /// How far the first connection is.
  public enum Stage {
    NO_APP,
    NOT_BEGUN,
    WAITING,
    CONNECTED
  }

  @Override
  public void hang(ConsoleRoutes routes) {
    routes.get("/console", Role.VIEWER, this::overview);
    routes.get(PATH, Role.VIEWER, visit -> start(visit, false));
    routes.post(PATH, Role.OPERATOR, this::begun);
    routes.post(PATH + "/dismiss", Role.VIEWER, _ -> new Answer.Dismissed("/console"));
  }

  private Answer overview(Visit visit) {
    var dismissed = new Cookies(surface.isSecure()).isDismissed(visit.request());
    return dismissed || !isNew() ? inUse.answer(visit) : start(visit, true);
  }

  /// Whether nobody but who tried it here has a connection, or had one of late.
  private boolean isNew() {
    var filter =
        new SessionFilter(Optional.empty(), Optional.empty(), Optional.empty(), EVER_CONNECTED);
    return apps.all().stream()
        .map(ConnectedApp::workspace)
        .distinct()
        .flatMap(workspace -> sessions.list(workspace, filter, Optional.empty(), SOME).stream())
        .allMatch(StartPage::isTrial);
  }

  private Answer start(Visit visit, boolean first) {
    var app = app();
    var mine = app.flatMap(found -> newest(found, visit));
    var link =
        visit
            .query()
            .one("link")
            .filter(path -> LINK.matcher(path).matches())
            .map(path -> surface.url() + path);
    var view =
        new View(
            app.map(found -> new App(found.name(), found.key().equals(SANDBOX))),
            link,
            stage(app, mine),
            reading.of(connected(mine).map(session -> session.key().id().value())),
            tiles(),
            catalogue.get().ids().size(),
            first,
            AppsPage.may(visit, Role.OPERATOR),
            AppsPage.may(visit, Role.ADMIN));
    return Answer.view("start", "Make a first connection", Nav.OVERVIEW, view);
  }

  /// Makes a flow whose user is the operator, and goes there, or shows its link.
  private Answer begun(Visit visit) {
    var app = app().orElseThrow(() -> Problem.invalidRequest("There is no app to connect to yet"));
    var ask =
        new Flows.Ask(
            app.flow().returnTo().choose(Optional.empty()).orElseThrow(),
            Optional.empty(),
            Optional.of(visit.who().operator().name()));
    var started = flows.connect(app, owner(visit), ask);
    return visit.form().one("way").filter("copy"::equals).isPresent()
        ? Answer.onward(PATH + "?link=" + started.path())
        : new Answer.Away(URI.create(started.path()));
  }

  private Optional<ConnectedApp> app() {
    return apps.find(SANDBOX)
        .or(() -> apps.all().stream().min(Comparator.comparing(app -> app.key().value())));
  }

  private Optional<Session> newest(ConnectedApp app, Visit visit) {
    var user = owner(visit).userId().orElseThrow();
    return sessions.ofUser(app.workspace(), user, SOME).stream()
        .filter(session -> session.key().app().equals(app.key()))
        .filter(session -> Set.of("pending", "connected").contains(session.state().word()))
        .max(
            Comparator.comparing((Session session) -> session.state().word().equals("connected"))
                .thenComparing(session -> session.times().created()));
  }

  private static Stage stage(Optional<ConnectedApp> app, Optional<Session> mine) {
    if (app.isEmpty()) return Stage.NO_APP;
    if (mine.isEmpty()) return Stage.NOT_BEGUN;
    return mine.get().state() instanceof SessionState.Connected ? Stage.CONNECTED : Stage.WAITING;
  }

  private static Optional<Session> connected(Optional<Session> mine) {
    return mine.filter(session -> session.state() instanceof SessionState.Connected);
  }

  private List<GalleryPage.Tile> tiles() {
    return OftenConnected.ids().stream()
        .flatMap(id -> catalogue.get().find(id).stream())
        .map(GalleryPage::tile)
        .toList();
  }

  /// The operator as a user whom nothing but the console knows.
  static Owner owner(Visit visit) {
    return new Owner(
        Optional.of(TRIAL + visit.who().operator().id().substring(0, 8)), Optional.empty());
  }

  private static boolean isTrial(Session session) {
    return session.owner().userId().filter(user -> user.startsWith(TRIAL)).isPresent();
  }
}
