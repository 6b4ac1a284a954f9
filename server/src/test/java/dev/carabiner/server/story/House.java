package dev.carabiner.server.story;

import dev.carabiner.sandbox.RegisteredClient;
import dev.carabiner.sandbox.Sandbox;
import dev.carabiner.sandbox.SandboxSettings;
import dev.carabiner.server.app.Carabiner;
import dev.carabiner.server.app.Seams;
import dev.carabiner.server.app.SettingsReader;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.store.MadeTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/// A whole server with a sandbox provider, on loopback, for tests that tell a story.
final class House implements AutoCloseable {
  static final String CLIENT_ID = "0123456789abcdef0123456789abcdef";
  static final String SECRET = "secretsecretsecretsecretsecretsecretsecret";
  static final String STRANGER_ID = "fedcba9876543210fedcba9876543210";
  private static final int LOWEST_PORT = 15_000;
  private static final int HIGHEST_PORT = 32_000;
  static final String CALLBACK = "http://127.0.0.1:9/connected?keep=1";

  final Sandbox sandbox;
  final Carabiner server;
  final Api api;
  final Path folder;

  private House(Sandbox sandbox, Carabiner server, Path folder) {
    this.sandbox = sandbox;
    this.server = server;
    this.folder = folder;
    this.api = new Api(server.url());
  }

  static House open(Path folder) {
    return open(folder, UnaryOperator.identity(), UnaryOperator.identity());
  }

  /// @param sandboxed changes of the provider
  /// @param written changes of the settings file
  static House open(
      Path folder, UnaryOperator<SandboxSettings> sandboxed, UnaryOperator<String> written) {
    return open(folder, sandboxed, written, InstantSource.system(), Seams.NONE);
  }

  /// @param clock of both
  static House open(
      Path folder,
      UnaryOperator<SandboxSettings> sandboxed,
      UnaryOperator<String> written,
      InstantSource clock) {
    return open(folder, sandboxed, written, clock, Seams.NONE);
  }

  /// With a clock of its own, which the provider goes by as well, and something between the server
  /// and the world.
  static House open(
      Path folder,
      UnaryOperator<SandboxSettings> sandboxed,
      UnaryOperator<String> written,
      InstantSource clock,
      Seams seams) {
    var url = "http://127.0.0.1:" + freePort();
    var clients =
        RegisteredClient.confidential(
            "carabiner",
            "provider-secret",
            url + "/connected_apps/callback/sandbox",
            url + "/connected_apps/callback/bound",
            url + "/connected_apps/callback/straight",
            url + "/connected_apps/callback/acme");
    var sandbox =
        Sandbox.start(
            sandboxed.apply(
                SandboxSettings.defaults()
                    .withClients(clients)
                    .withAutomaticConsent(true)
                    .withClock(clock)));
    var yaml = written.apply(yaml(url, sandbox.issuer()));
    return new House(sandbox, start(folder, yaml, clock, seams), folder);
  }

  static Carabiner start(Path folder, String yaml) {
    return start(folder, yaml, InstantSource.system(), Seams.NONE);
  }

  static Carabiner start(Path folder, String yaml, InstantSource clock, Seams seams) {
    var file = folder.resolve("carabiner.yaml");
    try {
      Files.createDirectories(folder);
      Files.writeString(file, yaml);
      if (yaml.contains("url: sqlite:data/carabiner.db"))
        MadeTables.at(folder.resolve("data/carabiner.db"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return Carabiner.start(
        new SettingsReader(Map.of()).read(file).settings(),
        clock,
        seams.withKeyPairs(KeyPairsAtHand::next));
  }

  static String yaml(String url, URI issuer) {
    var address = URI.create(url).getRawAuthority();
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
      - id: 0123456789abcdef0123456789abcdef
        name: back end
        secret: secretsecretsecretsecretsecretsecretsecret
        scopes: [read:connected_apps, create:connected_apps, update:connected_apps, delete:connected_apps]
      - id: fedcba9876543210fedcba9876543210
        name: another workspace
        secret: secretsecretsecretsecretsecretsecretsecret
        scopes: [read:connected_apps, create:connected_apps, update:connected_apps, delete:connected_apps]
        workspace: elsewhere
    providers:
      - id: sandbox-id
        name: Sandbox
        issuer: %s
    apps:
      - key: sandbox
        name: Sandbox notes
        provider: sandbox-id
        client-id: carabiner
        client-secret: provider-secret
        scopes: [openid, profile, email, offline_access, notes.read]
        callback-url: http://127.0.0.1:9/connected?keep=1
        allowed-callback-urls: ['http://127.0.0.1:9/other']
      - key: bound
        name: Bound notes
        provider: sandbox-id
        client-id: carabiner
        client-secret: provider-secret
        scopes: [openid, offline_access, notes.read]
        callback-url: http://127.0.0.1:9/connected
        linking: bind
      - key: straight
        name: Straight notes
        provider: sandbox-id
        client-id: carabiner
        client-secret: provider-secret
        scopes: [openid, offline_access, notes.read]
        callback-url: http://127.0.0.1:9/connected
        linking: open
    """
        .formatted(url, address, issuer.getRawAuthority(), issuer);
  }

  /// A port that nobody listens on, and that systems do not give out by themselves.
  static int freePort() {
    while (true) {
      var port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // another one then
      }
    }
  }

  /// Connects a user through our page and the sandbox; gives the session's id.
  String connect(String user) {
    var started = api.get("/api/v1/connected_apps/auth_url?key_code_ref=sandbox&user_id=" + user);
    var callback = new Browser().connect(started.text("url"));
    if (callback.getQuery().contains("error="))
      throw new AssertionError("not connected: " + callback);
    return started.text("session_id");
  }

  /// A link of that app for a user.
  Api.Answer link(String key, String user) {
    return api.get("/api/v1/connected_apps/auth_url?key_code_ref=" + key + "&user_id=" + user);
  }

  /// Reads the session's token.
  Api.Answer read(String session) {
    return api.get("/api/v1/connected_apps/token?session_id=" + session);
  }

  /// Revokes the session.
  Api.Answer revoke(String session) {
    return api.post("/api/v1/connected_apps/revoke?session_id=" + session);
  }

  /// The session's status.
  Api.Answer show(String session) {
    return api.get("/api/v1/connected_apps/sessions/" + session);
  }

  /// The sandbox's word on a token: 200 while it works.
  int provider(String accessToken) {
    return api.at(sandbox.issuer()).withBearer(accessToken).get("/api/me").status();
  }

  static String json(Map<String, String> members) {
    var json = Json.object();
    members.forEach(json::put);
    return Json.write(json);
  }

  @Override
  public void close() {
    server.stop();
    sandbox.close();
  }
}
