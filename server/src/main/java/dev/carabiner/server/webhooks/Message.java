package dev.carabiner.server.webhooks;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.sessions.Event;
import dev.carabiner.server.sessions.Reason;
import dev.carabiner.server.sessions.SessionId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;

/// The body of a message: the same bytes at every try.
final class Message {
  private static final List<String> OF_A_SESSION = List.of("user_id", "org_code", "state");

  private Message() {}

  /// `{"type", "timestamp", "data"}`: ids and words, never a token.
  static String of(Event event) {
    var body = Json.object();
    body.put("type", event.type());
    body.put("timestamp", event.at().truncatedTo(ChronoUnit.SECONDS).toString());
    var told = body.putObject("data");
    var details = new TreeMap<>(event.details());
    var subject = event.subject();
    subject.session().map(SessionId::value).ifPresent(id -> told.put("session_id", id));
    subject.app().map(AppKey::value).ifPresent(key -> told.put("key_code_ref", key));
    if (subject.session().isPresent())
      OF_A_SESSION.forEach(name -> told.put(name, details.remove(name)));
    if (subject.app().isPresent()) {
      var reason = details.remove("reason");
      told.put("reason", reason);
      told.put("reason_text", reason == null ? null : new Reason(reason).sentence());
    }
    details.forEach(told::put);
    return Json.write(body);
  }
}
