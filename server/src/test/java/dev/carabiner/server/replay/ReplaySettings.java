package dev.carabiner.server.replay;

import dev.carabiner.sandbox.costume.Costume;
import dev.carabiner.sandbox.costume.Facts;
import dev.carabiner.server.base.Json;
import java.net.URI;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// The settings file of a house with one app for each costume.
final class ReplaySettings {
  private static final String HEAD =
      """
      server:
        name: Example CRM
        url: %s
        listen: %s
        management-listen: 127.0.0.1:0
      store:
        url: sqlite:data/carabiner.db
        journal: data/journal
      vault:
        master-key: file:master.key
      outbound:
        allow: [%s]
      clients:
        - id: %s
          name: back end
          secret: %s
          scopes: [read:connected_apps, create:connected_apps, update:connected_apps, delete:connected_apps]
      %s
      apps:
      """;

  private ReplaySettings() {}

  /// @param more further keys at the top, such as providers of one's own
  static String yaml(String url, URI sandbox, Map<String, Costume> costumes, String more) {
    var yaml =
        new StringBuilder(
            HEAD.formatted(
                url,
                URI.create(url).getRawAuthority(),
                sandbox.getRawAuthority(),
                ReplayApi.CLIENT_ID,
                ReplayApi.SECRET,
                more));
    // JSON is YAML too
    costumes.forEach((id, costume) -> yaml.append("  - ").append(app(id, costume)).append('\n'));
    return yaml.toString();
  }

  private static String app(String id, Costume costume) {
    var registration = costume.registration();
    var app = Json.object();
    app.put("key", id);
    app.put("name", "App of " + id);
    app.put("provider", id);
    app.put("client-id", registration.clientId());
    if (!isPublic(costume.facts()))
      app.put(
          "client-secret",
          registration.key().map(key -> key.pem()).orElse(registration.clientSecret()));
    scopes(app, registration.scopes());
    var variables = app.putObject("variables");
    registration.forApp().forEach(variables::put);
    var hosts = app.putArray("allowed-hosts");
    if (costume.facts().texts("quirks").contains("free_host")) hosts.add("*.example.com");
    app.put("callback-url", "http://127.0.0.1:9/connected");
    return Json.write(app);
  }

  /// A client without a secret, unless something else than the token call wants it.
  private static boolean isPublic(Facts facts) {
    return facts.text("client_auth").orElse("").equals("none")
        && !facts.tree().toString().contains("${client_secret}");
  }

  private static void scopes(ObjectNode app, Map<String, java.util.List<String>> kinds) {
    if (kinds.containsKey("")) kinds.get("").forEach(app.withArray("/scopes")::add);
    else kinds.forEach((kind, scopes) -> scopes.forEach(app.withArray("/scopes/" + kind)::add));
  }
}
