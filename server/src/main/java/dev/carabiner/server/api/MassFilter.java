package dev.carabiner.server.api;

import dev.carabiner.server.apps.ConnectedApps;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.sessions.PageCursor;
import dev.carabiner.server.sessions.SessionFilter;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Request;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// How a body names the many sessions that something is done to. It has to name some: a body that
/// was forgotten is not a wish for all of them.
final class MassFilter {
  private static final List<String> CHOOSING =
      List.of(
          "key_code_ref", "provider", "user_id", "org_code", "connected_after", "connected_before");
  private static final List<String> PAGING = List.of("cursor", "limit");

  private final ConnectedApps apps;

  MassFilter(ConnectedApps apps) {
    this.apps = apps;
  }

  /// The body, with one member at least that chooses.
  ///
  /// @param state a member more that chooses
  /// @param further what else it may hold
  /// @throws Problem 400 `INVALID_REQUEST`
  static JsonBody body(Request request, String state, String... further) {
    return read(request, List.of(state), List.of(further));
  }

  /// The same where states cannot be chosen.
  static JsonBody body(Request request) {
    return read(request, List.of(), List.of());
  }

  private static JsonBody read(Request request, List<String> states, List<String> further) {
    var choosing = new HashSet<>(CHOOSING);
    choosing.addAll(states);
    var all = new HashSet<>(choosing);
    all.addAll(PAGING);
    all.addAll(further);
    var members = request.json(all);
    if (choosing.stream().noneMatch(members::hasNonNull))
      throw Problem.invalidRequest(
          "name at least one of "
              + String.join(", ", CHOOSING)
              + (states.isEmpty() ? "" : ", " + String.join(", ", states)));
    return new JsonBody(members);
  }

  SessionFilter read(JsonBody body, Workspace workspace, Set<String> states) {
    var named = body.text("key_code_ref").map(Set::of);
    var ofProvider = body.text("provider").map(id -> appsOf(id, workspace));
    return new SessionFilter(
        body.text("user_id"),
        body.text("org_code"),
        ofProvider.isPresent() && named.isPresent()
            ? Optional.of(common(ofProvider.get(), named.get()))
            : named.or(() -> ofProvider),
        states,
        new SessionFilter.Span(body.time("connected_after"), body.time("connected_before")));
  }

  static Optional<PageCursor> cursor(JsonBody body) {
    return body.text("cursor")
        .map(text ->
            PageCursor.parse(text)
                .orElseThrow(() -> Problem.invalidRequest("cursor is not one that a page gave")));
  }

  static int limit(JsonBody body, int usual, int most) {
    var limit = body.number("limit").orElse(usual);
    if (limit < 1 || limit > most)
      throw Problem.invalidRequest("limit must be a number from 1 to " + most);
    return limit;
  }

  private static Set<String> common(Set<String> some, Set<String> others) {
    return some.stream().filter(others::contains).collect(Collectors.toSet());
  }

  private Set<String> appsOf(String provider, Workspace workspace) {
    return apps.all().stream()
        .filter(app -> app.workspace().equals(workspace) && app.provider().id().equals(provider))
        .map(app -> app.key().value())
        .collect(Collectors.toSet());
  }
}
