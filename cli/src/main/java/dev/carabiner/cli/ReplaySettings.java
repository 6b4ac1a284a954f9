package dev.carabiner.cli;

import dev.carabiner.sandbox.costume.Costume;
import dev.carabiner.sandbox.costume.Facts;
import dev.carabiner.server.apps.Linking;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.base.YamlTree;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// The settings file of a house with one app for each costume.
final class ReplaySettings {
  /// What the application's callback begins with; nobody listens there.
  static final String APPLICATION = "http://127.0.0.1:9/";

  private ReplaySettings() {}

  /// @param own entries of somebody's own
  /// @param linking how the apps' connect flows are finished
  static String yaml(
      String url,
      URI sandbox,
      Map<String, Costume> costumes,
      Collection<YamlTree.Branch> own,
      Linking linking) {
    var yaml = new StringBuilder(head(url, sandbox, own));
    // JSON is YAML too
    costumes.forEach(
        (id, costume) -> yaml.append("  - ").append(app(id, costume, linking)).append('\n'));
    return yaml.toString();
  }

  private static String head(String url, URI sandbox, Collection<YamlTree.Branch> own) {
    return """
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
    providers:%s
    apps:
    """
        .formatted(
            url,
            URI.create(url).getRawAuthority(),
            sandbox.getRawAuthority(),
            ReplayApi.CLIENT_ID,
            ReplayApi.SECRET,
            own.isEmpty() ? " []" : list(own));
  }

  private static String list(Collection<YamlTree.Branch> own) {
    return own.stream()
        .map(entry -> "\n  - " + Json.write(EntryJson.of(entry)))
        .collect(Collectors.joining());
  }

  private static String app(String id, Costume costume, Linking linking) {
    var registration = costume.registration();
    var app = Json.object();
    app.put("key", id);
    app.put("name", "App of " + id);
    app.put("provider", id);
    app.put("linking", linking.name().toLowerCase(Locale.ROOT));
    app.put("client-id", registration.clientId());
    if (!isPublic(costume.facts()))
      app.put(
          "client-secret",
          registration.key().map(key -> key.pem()).orElse(registration.clientSecret()));
    scopes(app, registration.scopes());
    var variables = app.putObject("variables");
    registration.forApp().forEach(variables::put);
    // there is no page to ask on
    if (linking == Linking.OPEN) registration.forConnection().forEach(variables::put);
    var hosts = app.putArray("allowed-hosts");
    if (costume.facts().texts("quirks").contains("free_host")) hosts.add("*.example.com");
    app.put("callback-url", APPLICATION + "connected");
    return Json.write(app);
  }

  /// A client without a secret, unless something else than the token call wants it.
  private static boolean isPublic(Facts facts) {
    return facts.text("client_auth").orElse("").equals("none")
        && !facts.tree().toString().contains("${client_secret}");
  }

  private static void scopes(ObjectNode app, Map<String, List<String>> kinds) {
    if (kinds.containsKey("")) kinds.get("").forEach(app.withArray("/scopes")::add);
    else kinds.forEach((kind, scopes) -> scopes.forEach(app.withArray("/scopes/" + kind)::add));
  }
}
