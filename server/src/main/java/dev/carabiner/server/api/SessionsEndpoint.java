package dev.carabiner.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.Caller;
import dev.carabiner.server.sessions.PageCursor;
import dev.carabiner.server.sessions.SessionFilter;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.web.Door;
import dev.carabiner.server.web.Parameters;
import dev.carabiner.server.web.Problem;
import dev.carabiner.server.web.Reply;
import dev.carabiner.server.web.Request;
import dev.carabiner.server.web.Routes;
import java.util.Map;
import java.util.Set;

/// `GET /api/v1/connected_apps/sessions`, and one of them by its id: reading, and changing the
/// application's notes.
public final class SessionsEndpoint implements Door {
  private static final String LIST = "/api/v1/connected_apps/sessions";
  private static final String ONE = LIST + "/{session_id}";
  private static final Set<String> STATES =
      Set.of("pending", "connected", "needs_reconnect", "revoked", "expired");
  private static final int MOST_NOTES = 16;
  private static final int LONGEST_NOTES = 4096;

  private final Guard guard;
  private final SessionStore store;
  private final SessionView view;

  SessionsEndpoint(Guard guard, SessionStore store, SessionView view) {
    this.guard = guard;
    this.store = store;
    this.view = view;
  }

  @Override
  public void hang(Routes routes) {
    routes.get(LIST, guard.guarding("read:connected_apps", this::list));
    routes.get(ONE, guard.guarding("read:connected_apps", this::show));
    routes.patch(ONE, guard.guarding("update:connected_apps", this::note));
  }

  private Reply list(Caller caller, Request request) {
    var query = request.query();
    var limit = PageLimit.of(query);
    var after =
        query
            .one("cursor")
            .map(text -> PageCursor.parse(text).orElseThrow(ApiProblems::cursorUnknown));
    var found = store.list(caller.workspace(), filter(query), after, limit + 1);
    var page = found.subList(0, Math.min(limit, found.size()));
    var json = Json.object();
    var sessions = json.putArray("sessions");
    page.forEach(session -> sessions.add(view.of(session)));
    if (found.size() > limit)
      json.put(
          "next_cursor",
          new PageCursor(page.getLast().times().created(), page.getLast().key().id()).text());
    else json.putNull("next_cursor");
    return Reply.json(200, json);
  }

  private Reply show(Caller caller, Request request) {
    var id = ApiProblems.sessionId(request.pathValue("session_id"));
    var reading = store.find(caller.workspace(), id).orElseThrow(ApiProblems::invalidSession);
    return Reply.json(200, view.of(reading.session()));
  }

  private Reply note(Caller caller, Request request) {
    var id = ApiProblems.sessionId(request.pathValue("session_id"));
    var metadata = new JsonBody(request.json(Set.of("metadata"))).texts("metadata");
    check(metadata);
    if (!store.replaceMetadata(caller.workspace(), id, metadata))
      throw ApiProblems.invalidSession();
    return show(caller, request);
  }

  private static void check(Map<String, String> metadata) {
    var size =
        metadata.entrySet().stream()
            .mapToInt(note ->
                note.getKey().getBytes(UTF_8).length + note.getValue().getBytes(UTF_8).length)
            .sum();
    if (metadata.size() > MOST_NOTES || size > LONGEST_NOTES)
      throw Problem.invalidRequest("metadata may hold 16 pairs of strings, 4096 bytes together");
  }

  private static SessionFilter filter(Parameters query) {
    var states = query.all("state");
    for (var state : states)
      if (!STATES.contains(state))
        throw Problem.invalidRequest(
            "state must be one of pending, connected, needs_reconnect, revoked, expired");
    return new SessionFilter(
        query.one("user_id"),
        query.one("org_code"),
        query.one("key_code_ref"),
        states.isEmpty() ? SessionFilter.LIVE : Set.copyOf(states));
  }
}
