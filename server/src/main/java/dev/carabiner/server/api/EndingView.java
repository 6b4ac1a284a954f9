package dev.carabiner.server.api;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.sessions.AppAlarm;
import dev.carabiner.server.sessions.Revocation;
import dev.carabiner.server.sessions.Session;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// What stands in a session's way, and what the provider was told of its end.
final class EndingView {
  private EndingView() {}

  /// What keeps a refresh from being done; null while nothing does.
  static JsonNode refresh(Session session, Optional<AppAlarm> alarm) {
    var renewal = session.renewal();
    if (renewal.tries() == 0
        && renewal.deniedSince().isEmpty()
        && renewal.inDoubtSince().isEmpty()
        && alarm.isEmpty()) return NullNode.getInstance();
    var json = Json.object().put("tries", renewal.tries());
    put(json, "next_try", renewal.nextTry());
    put(json, "denied_since", renewal.deniedSince());
    put(json, "in_doubt_since", renewal.inDoubtSince());
    put(json, "credentials_refused_since", alarm.map(AppAlarm::since));
    return json;
  }

  /// The receipt of a revocation at the provider; null where there was nothing to revoke.
  static JsonNode revocation(Optional<Revocation> found) {
    if (found.isEmpty()) return NullNode.getInstance();
    var standing = found.get().standing();
    var json =
        Json.object()
            .put("receipt", standing.receipt().name().toLowerCase(Locale.ROOT))
            .put("since", SessionView.text(standing.since()))
            .put("tries", standing.tries());
    put(json, "next_try", standing.due());
    json.put("reason", SessionView.orNull(standing.reason()));
    json.put("page", SessionView.orNull(standing.page()));
    return json;
  }

  private static void put(ObjectNode json, String name, Optional<Instant> time) {
    json.put(name, SessionView.orNull(time.map(SessionView::text)));
  }
}
