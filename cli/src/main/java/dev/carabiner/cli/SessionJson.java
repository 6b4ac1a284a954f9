package dev.carabiner.cli;

import dev.carabiner.client.Session;
import dev.carabiner.server.base.Json;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Sessions as JSON, with the members of the machine API.
final class SessionJson {
  private SessionJson() {}

  static ObjectNode of(Session session) {
    var json =
        Json.object()
            .put("session_id", session.sessionId())
            .put("state", session.state().value())
            .put("reason", session.reason().map(reason -> reason.value()).orElse(null))
            .put("reason_text", session.reasonText().orElse(null))
            .put("key_code_ref", session.keyCodeRef())
            .put("app_name", session.appName())
            .put("provider", session.provider())
            .put("user_id", session.userId().orElse(null))
            .put("org_code", session.orgCode().orElse(null));
    session
        .account()
        .ifPresentOrElse(
            account ->
                json.putObject("account")
                    .put("id", account.id().orElse(null))
                    .put("name", account.name().orElse(null))
                    .put("email", account.email().orElse(null)),
            () -> json.putNull("account"));
    texts(json, "granted_scopes", session.grantedScopes());
    texts(json, "missing_scopes", session.missingScopes());
    json.put("access_token_expiry", time(session.accessTokenExpiry()))
        .put("grant_expiry", time(session.grantExpiry()))
        .put("superseded_by", session.supersededBy().orElse(null))
        .put("created_at", time(session.createdAt()))
        .put("connected_at", time(session.connectedAt()))
        .put("refreshed_at", time(session.refreshedAt()));
    pairs(json, "values", session.values());
    pairs(json, "metadata", session.metadata());
    return json;
  }

  private static @Nullable String time(Optional<Instant> instant) {
    return instant.map(Instant::toString).orElse(null);
  }

  private static void texts(ObjectNode json, String name, Collection<String> texts) {
    var array = json.putArray(name);
    texts.forEach(array::add);
  }

  private static void pairs(ObjectNode json, String name, Map<String, String> pairs) {
    var object = json.putObject(name);
    pairs.forEach(object::put);
  }
}
