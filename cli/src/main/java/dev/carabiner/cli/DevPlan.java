package dev.carabiner.cli;

import dev.carabiner.server.base.Json;
import java.util.List;

/// How `dev` and `demo` set up server and sandbox.
///
/// @param port the server's
/// @param managementPort for health
/// @param sandboxPort the provider's
/// @param url the public URL
/// @param callbacks where connections may end besides the sandbox's own page
/// @param automatic whether nobody is asked anything
record DevPlan(
    int port,
    int managementPort,
    int sandboxPort,
    String url,
    List<String> callbacks,
    boolean automatic) {
  private static final String HOST = "127.0.0.1";

  DevPlan {
    callbacks = List.copyOf(callbacks);
  }

  String sandboxUrl() {
    return "http://" + HOST + ":" + sandboxPort;
  }

  String managementUrl() {
    return "http://" + HOST + ":" + managementPort;
  }

  /// The settings file; all that varies is written as JSON texts, which are YAML as well.
  String settings(DevIdentity identity) {
    return """
    # Written by `dev` at every start. Copy it for `serve` and change the copy: its name, its url, providers and apps of
    # your own, and secrets as ${env:NAME} or ${file:PATH}.
    server:
      name: Carabiner dev
      url: %s
      listen: %s:%d
      management-listen: %s:%d

    store:
      url: sqlite:data/carabiner.db
      journal: data/journal

    vault:
      master-key: file:master.key

    outbound:
      allow: [%s:%d]        # the sandbox; real providers need no exception

    clients:
      - id: %s
        name: back end
        secret: %s
        scopes: [read:connected_apps, create:connected_apps, update:connected_apps, delete:connected_apps]

    providers:
      - id: sandbox
        name: Sandbox
        issuer: %s

    apps:
      - key: sandbox
        name: Sandbox
        provider: sandbox
        client-id: %s
        client-secret: %s
        scopes: [openid, profile, email, offline_access, notes.read]
        callback-url: %s/connected
        allowed-callback-urls: %s
        linking: %s
    """
        .formatted(
            quoted(url),
            HOST,
            port,
            HOST,
            managementPort,
            HOST,
            sandboxPort,
            quoted(identity.clientId()),
            quoted(identity.clientSecret()),
            sandboxUrl(),
            DevIdentity.SANDBOX_CLIENT,
            quoted(identity.sandboxSecret()),
            sandboxUrl(),
            list(callbacks),
            automatic ? "open" : "confirm");
  }

  private static String quoted(String text) {
    return Json.write(Json.array().add(text).get(0));
  }

  private static String list(List<String> texts) {
    var array = Json.array();
    texts.forEach(array::add);
    return Json.write(array);
  }
}
