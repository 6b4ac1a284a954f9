package dev.carabiner.server.console.sessions;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.console.Answer;
import dev.carabiner.server.console.ConsoleRoutes;
import dev.carabiner.server.console.Nav;
import dev.carabiner.server.console.Page;
import dev.carabiner.server.console.Visit;
import dev.carabiner.server.console.parts.Plot;
import dev.carabiner.server.operators.Role;
import dev.carabiner.server.sessions.Session;
import dev.carabiner.server.sessions.SessionBrowsing;
import dev.carabiner.server.sessions.SessionFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All sessions: those that need somebody first, searched and filtered.
public final class SessionsPage implements Page {
  static final String PATH = "/console/sessions";
  private static final int SHOWN = 50;

  private final Sources sources;
  private final Situations situations;

  public SessionsPage(Sources sources) {
    this.sources = sources;
    this.situations = new Situations(sources);
  }

  /// The page.
  ///
  /// @param apps those to choose from
  /// @param chips the states, each with its number
  /// @param next leads on; absent at the end
  /// @param bulk what something is done to all of these by: whoever may, where that is possible
  public record View(
      Search search,
      List<Choice> apps,
      List<Choice> workspaces,
      List<Chip> chips,
      List<Row> rows,
      Optional<String> next,
      Optional<Search> bulk) {
    public String refreshAll() {
      return bulk.orElseThrow().path("/console/refresh-sessions/");
    }

    public String revokeAll() {
      return bulk.orElseThrow().path("/console/revoke-sessions/");
    }
  }

  /// Something to choose.
  public record Choice(String value, String words, boolean chosen) {}

  /// A state to choose.
  ///
  /// @param number how many there are, as it is shown
  public record Chip(String words, String number, String href, boolean chosen) {}

  @Override
  public void hang(ConsoleRoutes routes) {
    routes.get(PATH, Role.VIEWER, this::list);
  }

  private Answer list(Visit visit) {
    var search = Search.of(visit.query(), sources.workspaces());
    var found = find(search);
    var alarms = sources.alarms().all();
    var rows =
        found.sessions().stream()
            .map(session -> Row.of(situations.brief(session, alarms, visit.now())))
            .toList();
    var view =
        new View(
            search,
            apps(search),
            sources.workspaces().stream()
                .map(Workspace::name)
                .map(name -> new Choice(name, name, name.equals(search.workspace().name())))
                .toList(),
            chips(search),
            rows,
            found.next().map(search::href),
            Optional.of(search)
                .filter(all ->
                    visit.who().operator().role().may(Role.OPERATOR)
                        && all.accountField().isEmpty()));
    return Answer.view("sessions", "Sessions", Nav.SESSIONS, view);
  }

  private record Found(List<Session> sessions, Optional<String> next) {}

  private Found find(Search search) {
    var filter = search.filter();
    var field = search.accountField();
    if (field.isPresent()) {
      var part =
          sources
              .browsing()
              .search(
                  search.workspace(), field.get(), search.text(), filter, search.place(), SHOWN);
      return new Found(part.sessions(), part.next().map(Search::spelled));
    }
    var listed =
        sources
            .browsing()
            .needsYouFirst(
                search.workspace(),
                filter,
                search.after().flatMap(SessionBrowsing.Cursor::parse),
                SHOWN + 1);
    var page = listed.subList(0, Math.min(SHOWN, listed.size()));
    return new Found(
        page,
        listed.size() > SHOWN
            ? Optional.of(SessionBrowsing.Cursor.of(page.getLast()).text())
            : Optional.empty());
  }

  private List<Choice> apps(Search search) {
    return sources.apps().all().stream()
        .filter(app -> app.workspace().equals(search.workspace()))
        .map(app ->
            new Choice(
                app.key().value(), app.name(), search.app().filter(app.key()::equals).isPresent()))
        .toList();
  }

  private List<Chip> chips(Search search) {
    var counts = sources.browsing().counts(search.workspace(), search.app());
    var all = counts.stream().mapToLong(SessionBrowsing.Count::amount).sum();
    var exact = counts.stream().allMatch(SessionBrowsing.Count::exact);
    var chips = new ArrayList<Chip>();
    chips.add(
        new Chip("All", number(all, exact), search.inState("").href(), search.word().isEmpty()));
    for (var count : counts)
      chips.add(
          new Chip(
              words(count.word()),
              number(count.amount(), count.exact()),
              search.inState(count.word()).href(),
              search.word().equals(count.word())));
    return List.copyOf(chips);
  }

  private static String number(long amount, boolean exact) {
    return Plot.grouped(amount) + (exact ? "" : "+");
  }

  static String words(String state) {
    return switch (state) {
      case "needs_reconnect" -> "Needs reconnect";
      case "connected" -> "Connected";
      case "pending" -> "Pending";
      case "revoked" -> "Revoked";
      default -> "Expired";
    };
  }

  /// For filters that name no state.
  static final Set<String> ALL =
      Set.of("needs_reconnect", "connected", "pending", "revoked", "expired");

  /// What an app key in an address means.
  static Optional<AppKey> app(Optional<String> key) {
    return key.flatMap(AppKey::parse);
  }

  /// As the stores ask for it.
  static SessionFilter filter(
      Optional<String> user,
      Optional<String> organisation,
      Optional<AppKey> app,
      Set<String> states) {
    return new SessionFilter(user, organisation, app.map(AppKey::value), states);
  }
}
