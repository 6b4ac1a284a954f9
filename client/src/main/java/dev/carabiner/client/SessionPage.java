package dev.carabiner.client;

import dev.carabiner.client.internal.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Some of the sessions that were asked for.
 *
 * @param nextCursor for {@link SessionQuery#after(String)}; empty on the last page
 */
public record SessionPage(List<Session> sessions, Optional<String> nextCursor) {

  public SessionPage {
    sessions = List.copyOf(sessions);
  }

  static SessionPage read(JsonObject body) {
    return new SessionPage(
        body.objects("sessions").stream().map(Session::read).toList(), body.text("next_cursor"));
  }
}
