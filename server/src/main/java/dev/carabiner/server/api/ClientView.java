package dev.carabiner.server.api;

import dev.carabiner.server.base.Json;
import dev.carabiner.server.setup.WorkspaceClients.Listed;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import tools.jackson.databind.node.ObjectNode;

/// What managers see of a machine client.
final class ClientView {
  private ClientView() {}

  static ObjectNode of(Listed listed) {
    var kept = listed.kept();
    var client = kept.client();
    var json = Json.object();
    json.put("id", client.id());
    json.put("name", client.name());
    json.put("workspace", client.workspace().name());
    var scopes = json.putArray("scopes");
    client.scopes().names().forEach(scopes::add);
    json.put("enabled", client.enabled());
    var secrets = json.putArray("secrets");
    for (var mark : kept.secrets())
      secrets
          .addObject()
          .put("number", mark.number())
          .put("created_at", mark.created().map(SessionView::text).orElse(null));
    json.setAll(AppView.ownership(listed.place()));
    json.put("created_at", kept.created().map(SessionView::text).orElse(null));
    return json;
  }

  /// With its new secret, which is shown only now.
  static ObjectNode withSecret(Listed listed, Secret secret) {
    return of(listed).put("secret", secret.reveal(Reveal.TO_THE_PERSON_WHO_MADE_IT));
  }
}
