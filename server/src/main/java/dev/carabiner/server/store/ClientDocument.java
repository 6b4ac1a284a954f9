package dev.carabiner.server.store;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.MachineClient;
import dev.carabiner.server.callers.Scopes;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.setup.KeptClient;
import dev.carabiner.server.setup.KeptClient.SecretMark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A machine client as a JSON document; its id and workspace stand beside it. Times are
/// milliseconds since 1970.
final class ClientDocument {
  private ClientDocument() {}

  static String write(MachineClient client) {
    return Json.write(document(client));
  }

  static String write(KeptClient client) {
    var document = document(client.client());
    var secrets = document.putArray("secrets");
    for (var mark : client.secrets()) {
      var secret = secrets.addObject().put("number", mark.number());
      mark.created().ifPresent(time -> secret.put("created_at", time.toEpochMilli()));
    }
    return Json.write(document);
  }

  static MachineClient read(String id, Workspace workspace, ObjectNode document) {
    return new MachineClient(
        id,
        document.path("name").asString(),
        workspace,
        new Scopes(JsonText.list(document.path("scopes"))),
        JsonText.list(document.path("secret_hashes")),
        document.path("enabled").asBoolean());
  }

  /// The marks of its secrets; a settings file gives them none.
  static List<SecretMark> secrets(ObjectNode document) {
    if (!document.has("secrets")) return KeptClient.byPlace(document.path("secret_hashes").size());
    var marks = new ArrayList<SecretMark>();
    for (var secret : document.path("secrets"))
      marks.add(
          new SecretMark(
              secret.path("number").asInt(),
              Optional.of(secret.path("created_at"))
                  .filter(time -> !time.isMissingNode())
                  .map(time -> Instant.ofEpochMilli(time.asLong()))));
    return marks;
  }

  private static ObjectNode document(MachineClient client) {
    var document = Json.object().put("name", client.name()).put("enabled", client.enabled());
    document.set("scopes", JsonText.array(client.scopes().names()));
    document.set("secret_hashes", JsonText.array(client.secretHashes()));
    return document;
  }
}
