package dev.carabiner.server.console.sessions;

import dev.carabiner.server.console.Answer;
import dev.carabiner.server.console.ConsoleRoutes;
import dev.carabiner.server.console.Nav;
import dev.carabiner.server.console.Page;
import dev.carabiner.server.console.Visit;
import dev.carabiner.server.console.parts.Danger;
import dev.carabiner.server.console.parts.Toast;
import dev.carabiner.server.console.parts.Work;
import dev.carabiner.server.operators.Role;
import dev.carabiner.server.sessions.MassRevoking;
import dev.carabiner.server.tokens.MassRefreshing;
import dev.carabiner.server.tokens.RefreshNow;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Revokes or refreshes all sessions that a search finds. The page does a part with every request
/// and sends itself on, so that nothing goes on that nobody looks at: to stop it, leave it.
public final class BulkPage implements Page {
  private static final String REVOKE = "/console/revoke-sessions/{which}";
  private static final String REFRESH = "/console/refresh-sessions/{which}";
  private static final Set<String> RENEWABLE = Set.of(MassRefreshing.RENEWABLE);
  private static final int REVOKED_AT_ONCE = 100;
  private static final int REFRESHED_AT_ONCE = 32;

  private final Sources sources;
  private final Deeds deeds;

  public BulkPage(Sources sources, Deeds deeds) {
    this.sources = sources;
    this.deeds = deeds;
  }

  /// What is done to sessions here.
  public record Deeds(MassRevoking revoking, MassRefreshing refreshing) {}

  /// The page before the first part, and between two.
  ///
  /// @param work how far it is; absent before the first part
  /// @param fields what its form sends on, unseen
  public record View(
      String title,
      String said,
      Optional<Work> work,
      String action,
      Map<String, String> fields,
      String act,
      String back) {}

  @Override
  public void hang(ConsoleRoutes routes) {
    routes.guarded(REVOKE, Role.OPERATOR, visit -> askRevoking(visit, Optional.empty()));
    routes.dangerous(REVOKE, Role.OPERATOR, REVOKE, this::revoke);
    routes.get(REFRESH, Role.OPERATOR, this::askRefreshing);
    routes.post(REFRESH, Role.OPERATOR, this::refresh);
  }

  private Optional<Search> search(Visit visit) {
    return Search.spelling(visit.path("which"), sources.workspaces())
        .filter(found -> found.accountField().isEmpty());
  }

  private Answer askRevoking(Visit visit, Optional<String> error) {
    var found = search(visit);
    if (found.isEmpty()) return Answer.notFound();
    var search = found.get();
    var all = Extent.of(search, MassRevoking.REVOCABLE, sources);
    if (all.isNone()) return nothing(search, "Nothing that matches can be revoked.");
    var danger =
        new Danger(
            "Revoke " + all.of("connection") + "?",
            search.told()
                + " Reads stop at once, the stored tokens are wiped, and the providers are told. It cannot be undone; users can connect anew.",
            Optional.of(word(search)),
            error,
            search.path("/console/revoke-sessions/"),
            "Revoke " + all.of("connection"),
            search.href());
    var title = "Revoke connections";
    return error.isEmpty()
        ? Answer.view("session-revoke", title, Nav.SESSIONS, new SessionPage.Ending(danger))
        : Answer.mend("session-revoke", title, Nav.SESSIONS, new SessionPage.Ending(danger));
  }

  /// What has to be typed: the narrower it is, the more special the word.
  private static String word(Search search) {
    return search.app().map(key -> key.value()).orElse(search.workspace().name());
  }

  private Answer revoke(Visit visit) {
    var found = search(visit).filter(each -> each.leaves(MassRevoking.REVOCABLE));
    if (found.isEmpty()) return Answer.notFound();
    var search = found.get();
    if (!visit.form().one(Danger.FIELD).orElse("").equals(word(search)))
      return askRevoking(visit, Optional.of("Type it letter for letter."));
    var before = Stretch.of(visit, () -> Extent.of(search, MassRevoking.REVOCABLE, sources));
    var page =
        deeds
            .revoking()
            .revoke(
                search.workspace(),
                search.filter(MassRevoking.REVOCABLE),
                before.after(),
                REVOKED_AT_ONCE);
    var missed = page.reports().stream().filter(report -> !report.revoked()).count();
    var now = before.further(page.reports().size(), missed, page.next());
    if (page.next().isPresent())
      return goingOn(
          new View(
              "Revoking " + now.all().of("connection"),
              search.told(),
              Optional.of(now.work("had ended by themselves", visit.now())),
              search.path("/console/revoke-sessions/"),
              now.fields(Map.of(Danger.FIELD, word(search))),
              "Go on",
              search.href()));
    return Answer.onward(
        search.href(),
        Toast.done(
            Extent.exactly(now.done() - now.missed()).of("connection")
                + " revoked. The providers are told one after the other."));
  }

  private Answer askRefreshing(Visit visit) {
    var found = search(visit);
    if (found.isEmpty()) return Answer.notFound();
    var search = found.get();
    var all = Extent.of(search, RENEWABLE, sources);
    if (all.isNone()) return nothing(search, "Nothing that matches can be refreshed.");
    return goingOn(
        new View(
            "Refresh " + all.of("connection"),
            search.told()
                + " Each gets a new access token, as fast as its provider bears it. Tokens that work now go on being served.",
            Optional.empty(),
            search.path("/console/refresh-sessions/"),
            Map.of(),
            "Refresh " + all.of("connection"),
            search.href()));
  }

  private Answer refresh(Visit visit) {
    var found = search(visit).filter(each -> each.leaves(RENEWABLE));
    if (found.isEmpty()) return Answer.notFound();
    var search = found.get();
    var before = Stretch.of(visit, () -> Extent.of(search, RENEWABLE, sources));
    var page =
        deeds
            .refreshing()
            .refresh(
                search.workspace(), search.filter(RENEWABLE), before.after(), REFRESHED_AT_ONCE);
    var missed =
        page.reports().stream()
            .filter(report -> report.outcome() != RefreshNow.Outcome.RENEWED)
            .count();
    var now = before.further(page.reports().size(), missed, page.next());
    if (page.next().isPresent())
      return goingOn(
          new View(
              "Refreshing " + now.all().of("connection"),
              search.told(),
              Optional.of(now.work("not renewed", visit.now())),
              search.path("/console/refresh-sessions/"),
              now.fields(Map.of()),
              "Go on",
              search.href()));
    var renewed = Extent.exactly(now.done() - now.missed()).of("connection") + " renewed.";
    return Answer.onward(
        search.href(),
        now.missed() == 0
            ? Toast.done(renewed)
            : Toast.failed(
                renewed
                    + " "
                    + Extent.exactly(now.missed()).of("other")
                    + " not; why stands on the page of each."));
  }

  private static Answer nothing(Search search, String why) {
    return Answer.onward(search.href(), Toast.failed(why));
  }

  private static Answer goingOn(View view) {
    return Answer.view("bulk", view.title(), Nav.SESSIONS, view);
  }
}
