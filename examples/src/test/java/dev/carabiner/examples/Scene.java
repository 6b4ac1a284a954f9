package dev.carabiner.examples;

import dev.carabiner.client.ApiClient;
import dev.carabiner.client.Connections;
import dev.carabiner.client.TokenOutcome;
import dev.carabiner.sandbox.RegisteredClient;
import dev.carabiner.sandbox.Sandbox;
import dev.carabiner.sandbox.SandboxSettings;
import dev.carabiner.server.app.Carabiner;
import dev.carabiner.server.app.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/// Provider, Carabiner and the application, all real, on loopback.
final class Scene implements AutoCloseable {
  private static final String SANDBOX_SECRET = "provider-secret";
  private static final String CLIENT_ID = "0123456789abcdef0123456789abcdef";
  private static final String CLIENT_SECRET = "secretsecretsecretsecretsecretsecretsecret";
  private static final Pattern SESSION = Pattern.compile("session_id=([^&]+)");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(100);

  final Sandbox sandbox;
  final Carabiner carabiner;
  final Application application;

  /// What Carabiner says, asked as the application asks.
  final Connections connections;

  private final HttpClient http = HttpClient.newHttpClient();

  private Scene(Sandbox sandbox, Carabiner carabiner, Application application) {
    this.sandbox = sandbox;
    this.carabiner = carabiner;
    this.application = application;
    this.connections =
        new Connections(
            ApiClient.builder()
                .baseUrl(carabiner.url().toString())
                .clientCredentials(CLIENT_ID, CLIENT_SECRET)
                .build());
  }

  /// @param linking the app's linking mode
  /// @param lifetime of access tokens
  static Scene open(Path folder, String linking, Duration lifetime) {
    var url = "http://127.0.0.1:" + freePort();
    var port = freePort();
    var sandbox =
        Sandbox.start(
            SandboxSettings.defaults()
                .withAccessTokenLifetime(lifetime)
                .withClients(
                    RegisteredClient.confidential(
                        "carabiner", SANDBOX_SECRET, url + "/connected_apps/callback/notes")));
    var file = folder.resolve("carabiner.yaml");
    try {
      Files.writeString(file, yaml(url, sandbox.issuer(), port, linking));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    var carabiner =
        Carabiner.start(new SettingsReader(Map.of()).read(file).settings(), InstantSource.system());
    var credentials = new Settings.Credentials(CLIENT_ID, CLIENT_SECRET);
    var settings =
        new Settings(
            carabiner.url(), credentials, "notes", sandbox.issuer().resolve("/api/me"), port);
    return new Scene(sandbox, carabiner, Application.start(settings));
  }

  private static String yaml(String url, URI issuer, int port, String linking) {
    return """
    server:
      name: Example
      url: %s
      listen: %s
      management-listen: 127.0.0.1:0
    store: {url: 'sqlite:data/carabiner.db', journal: data/journal}
    vault: {master-key: 'file:master.key'}
    outbound: {allow: ['%s']}
    clients:
      - id: %s
        name: back end
        secret: %s
        scopes: [read:connected_apps, create:connected_apps]
    providers:
      - id: sandbox
        name: Sandbox
        issuer: %s
    apps:
      - key: notes
        name: Notes
        provider: sandbox
        client-id: carabiner
        client-secret: %s
        scopes: [openid, profile, email, offline_access, notes.read]
        callback-url: http://127.0.0.1:%d/connected
        linking: %s
    """
        .formatted(
            url,
            URI.create(url).getRawAuthority(),
            issuer.getRawAuthority(),
            CLIENT_ID,
            CLIENT_SECRET,
            issuer,
            SANDBOX_SECRET,
            port,
            linking);
  }

  /// A browser in which that user is signed in.
  Browser signedIn(String name) {
    return new Browser().open(home()).press("Sign in as " + name);
  }

  /// A browser that has come back from a finished connection of that user.
  Browser connected(String name) {
    return signedIn(name).press("Connect notes").press("Continue to Sandbox").press("Allow");
  }

  /// The session with which that browser came to the callback last.
  String session(Browser browser) {
    var query = browser.lastVisited(application.callbackUrl()).getRawQuery();
    return SESSION.matcher(query).results().findFirst().orElseThrow().group(1);
  }

  String home() {
    return application.url() + "/";
  }

  String accessToken(String session) {
    if (connections.token(session) instanceof TokenOutcome.Ready ready) return ready.accessToken();
    throw new AssertionError("no token");
  }

  /// Whether the provider still takes that token.
  boolean works(String accessToken) {
    var request =
        HttpRequest.newBuilder(sandbox.issuer().resolve("/api/me"))
            .header("Authorization", "Bearer " + accessToken)
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  static void eventually(BooleanSupplier condition) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) throw new AssertionError("did not come true within " + PATIENCE);
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(stopping);
      }
    }
  }

  private static int freePort() {
    while (true) {
      // below the ports that systems give out by themselves
      var port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // another one then
      }
    }
  }

  @Override
  public void close() {
    http.close();
    application.close();
    carabiner.stop();
    sandbox.close();
  }
}
