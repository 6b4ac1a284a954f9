package dev.carabiner.cli;

import dev.carabiner.client.RefreshTrouble;
import dev.carabiner.client.RevocationReceipt;
import dev.carabiner.client.Session;
import dev.carabiner.server.base.Json;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
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
            .put("remedy", session.remedy().orElse(null))
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
    json.set("refresh", trouble(session.refreshTrouble()));
    json.set("revocation", of(session.revocation()));
    pairs(json, "values", session.values());
    pairs(json, "metadata", session.metadata());
    return json;
  }

  /// A receipt, or null.
  static JsonNode of(Optional<RevocationReceipt> found) {
    if (found.isEmpty()) return NullNode.getInstance();
    var receipt = found.get();
    return Json.object()
        .put("receipt", receipt.receipt())
        .put("since", time(receipt.since()))
        .put("tries", receipt.tries())
        .put("next_try", time(receipt.nextTry()))
        .put("reason", receipt.reason().orElse(null))
        .put("page", receipt.page().orElse(null));
  }

  private static JsonNode trouble(Optional<RefreshTrouble> found) {
    if (found.isEmpty()) return NullNode.getInstance();
    var trouble = found.get();
    return Json.object()
        .put("tries", trouble.tries())
        .put("next_try", time(trouble.nextTry()))
        .put("denied_since", time(trouble.deniedSince()))
        .put("in_doubt_since", time(trouble.inDoubtSince()))
        .put("credentials_refused_since", time(trouble.credentialsRefusedSince()));
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
