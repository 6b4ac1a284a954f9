package dev.carabiner.server.console.sessions;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.console.Answer;
import dev.carabiner.server.console.ConsoleRoutes;
import dev.carabiner.server.console.Nav;
import dev.carabiner.server.console.Page;
import dev.carabiner.server.console.Surface;
import dev.carabiner.server.console.Visit;
import dev.carabiner.server.console.parts.Danger;
import dev.carabiner.server.console.parts.Happening;
import dev.carabiner.server.console.parts.Toast;
import dev.carabiner.server.exchanges.ExchangeStore;
import dev.carabiner.server.operators.Role;
import dev.carabiner.server.sessions.Flows;
import dev.carabiner.server.sessions.Revoking;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.tokens.RefreshNow;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// One session: whether it works, why not, since when, and the buttons that mend it.
public final class SessionPage implements Page {
  private static final String ONE = "/console/sessions/{session}";
  private static final Pattern LINK = Pattern.compile("/connected_apps/start/[A-Za-z0-9_-]{43}");
  private static final int SHOWN = 30;

  private final Sources sources;
  private final Situations situations;
  private final Deeds deeds;
  private final Surface surface;

  public SessionPage(Sources sources, Deeds deeds, Surface surface) {
    this.sources = sources;
    this.situations = new Situations(sources);
    this.deeds = deeds;
    this.surface = surface;
  }

  /// What is done to sessions here.
  public record Deeds(Flows flows, RefreshNow refreshing, Revoking revoking) {}

  /// The page.
  ///
  /// @param link made just now, to be copied
  /// @param lanes absent where there never was a grant
  /// @param days exchanges, under the day on which each was
  /// @param older leads to older ones
  /// @param mayAct whether this operator may do more than look
  public record View(
      Row row,
      Situation situation,
      Verdict verdict,
      Optional<String> link,
      Optional<Lanes> lanes,
      SequencedMap<String, List<Happening>> days,
      Optional<String> older,
      boolean mayAct) {
    public Session session() {
      return situation.session();
    }

    /// What the verdict offers, for the places that the console has; the first mends.
    public List<Verdict.Act> acts(Collection<Nav> places) {
      return verdict.acts().stream()
          .filter(act ->
              switch (act) {
                case RECONNECT_LINK, REFRESH, REVOKE -> mayAct;
                case OPEN_APP, REPLACE_SECRET -> places.contains(Nav.APPS);
                case VIEW_PROVIDER -> places.contains(Nav.PROVIDERS);
                case OPEN_NEWER -> session().supersededBy().isPresent();
                case SEE_EXCHANGE -> !days.isEmpty();
              })
          .toList();
    }

    public String path() {
      return "/console/sessions/" + session().key().id().value();
    }
  }

  /// Asks before a session is revoked.
  public record Ending(Danger danger) {}

  @Override
  public void hang(ConsoleRoutes routes) {
    routes.get(ONE, Role.VIEWER, this::show);
    routes.post(ONE + "/reconnect", Role.OPERATOR, this::reconnect);
    routes.post(ONE + "/refresh", Role.OPERATOR, this::refresh);
    routes.guarded(ONE + "/revoke", Role.OPERATOR, this::asking);
    routes.dangerous(ONE + "/revoke", Role.OPERATOR, ONE + "/revoke", this::revoke);
  }

  private Optional<Session> session(Visit visit) {
    return SessionId.parse(visit.path("session")).flatMap(sources::session);
  }

  private Answer show(Visit visit) {
    var found = session(visit);
    if (found.isEmpty()) return Answer.notFound();
    var session = found.get();
    var key = session.key();
    var newest = sources.exchanges().of(key.workspace(), key.id(), Optional.empty(), SHOWN + 1);
    var after = visit.query().one("before").flatMap(ExchangeStore.Cursor::parse);
    var listed =
        after.isPresent()
            ? sources.exchanges().of(key.workspace(), key.id(), after, SHOWN + 1)
            : newest;
    var page = listed.subList(0, Math.min(SHOWN, listed.size()));
    var situation = situations.of(session, newest, visit.now());
    var link =
        visit
            .query()
            .one("link")
            .filter(path -> LINK.matcher(path).matches())
            .map(path -> surface.url() + path);
    var view =
        new View(
            Row.of(situation),
            situation,
            Verdicts.of(situation),
            link,
            Lanes.of(situation),
            Timeline.of(page, situation.names().provider(), visit.now()),
            listed.size() > SHOWN
                ? Optional.of(ExchangeStore.Cursor.of(page.getLast()).text())
                : Optional.empty(),
            visit.who().operator().role().may(Role.OPERATOR));
    return Answer.view("session", view.row().title(), Nav.SESSIONS, view);
  }

  private Answer reconnect(Visit visit) {
    var found = session(visit).filter(session -> Row.isReconnectable(session.state()));
    var app = found.flatMap(session -> sources.apps().find(session.key().app()));
    if (app.isEmpty()) return back(visit, Toast.failed("No link: this session is over."));
    if (app.get().credentials().identityApp().isPresent())
      return back(
          visit,
          Toast.failed("No link: your program mends this one with a new ID token of the user."));
    var ask =
        new Flows.Ask(
            app.get().flow().returnTo().choose(Optional.empty()).orElseThrow(),
            Optional.empty(),
            Optional.empty());
    var started = deeds.flows().reconnect(found.get(), app.get(), false, ask);
    return Answer.onward(
        path(visit) + "?link=" + started.path(),
        Toast.done("Reconnect link made. It opens for %s.".formatted(life(app.get()))));
  }

  private static String life(ConnectedApp app) {
    return Say.span(app.flow().linkLifetime());
  }

  private Answer refresh(Visit visit) {
    var found = session(visit);
    if (found.isEmpty()) return Answer.notFound();
    var key = found.get().key();
    return switch (deeds.refreshing().of(key.workspace(), key.id())) {
      case RENEWED -> back(visit, Toast.done("Renewed. The new token is handed out from now on."));
      case NOT_NOW -> back(visit, Toast.failed("Not renewed. Why stands below."));
      case NOT_RENEWABLE -> back(visit, Toast.failed("Not renewed: nothing can renew it."));
    };
  }

  private Answer asking(Visit visit) {
    return session(visit)
        .filter(session -> !session.state().isFinal())
        .map(session -> {
          var names = sources.names(session);
          return Answer.view(
              "session-revoke",
              "Revoke a connection",
              Nav.SESSIONS,
              new Ending(
                  new Danger(
                      "Revoke %s's connection to %s?".formatted(names.user(), names.app()),
                      "Reads stop at once, the stored token is wiped, and %s is told. It cannot be undone; the user can connect anew."
                          .formatted(names.provider()),
                      Optional.empty(),
                      Optional.empty(),
                      path(visit) + "/revoke",
                      "Revoke this connection",
                      path(visit))));
        })
        .orElseGet(Answer::notFound);
  }

  private Answer revoke(Visit visit) {
    var found = session(visit);
    if (found.isEmpty()) return Answer.notFound();
    Workspace workspace = found.get().key().workspace();
    return deeds.revoking().revoke(workspace, found.get().key().id())
        ? back(visit, Toast.done("Revoked. No token is kept."))
        : back(visit, Toast.failed("Not revoked: it was over before."));
  }

  private static Answer back(Visit visit, Toast toast) {
    return Answer.onward(path(visit), toast);
  }

  private static String path(Visit visit) {
    return SessionId.parse(visit.path("session"))
        .map(id -> "/console/sessions/" + id.value())
        .orElse("/console/sessions");
  }
}
