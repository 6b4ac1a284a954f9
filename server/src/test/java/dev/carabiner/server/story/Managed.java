package dev.carabiner.server.story;

import dev.carabiner.server.base.Json;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/// A house whose clients are managers, and an app that they may make in it.
final class Managed {
  static final String ALL = "/api/v1/connected_apps/apps";
  static final String ONE = ALL + "/acme";
  static final String SECRET = "provider-secret";
  static final String PROVIDERS = "/api/v1/connected_apps/providers";

  private Managed() {}

  static House house(Path folder) {
    return House.open(
        folder,
        UnaryOperator.identity(),
        yaml ->
            yaml.replace(
                "delete:connected_apps]", "delete:connected_apps, manage:connected_apps]"));
  }

  static Api.Answer make(House house) {
    return house.api.post(ALL, entry().toString());
  }

  static ObjectNode entry() {
    var entry =
        Json.object()
            .put("key", "acme")
            .put("name", "Acme")
            .put("provider", "sandbox-id")
            .put("client_id", "carabiner")
            .put("client_secret", SECRET)
            .put("callback_url", "http://127.0.0.1:9/connected");
    entry.putArray("scopes").add("openid").add("offline_access").add("notes.read");
    return entry;
  }
}
