package dev.carabiner.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Keycloak in a process of its own with the realm `northwind`, whose refresh tokens work once and
/// whose users log in and consent on pages of Keycloak.
final class Keycloak implements AutoCloseable {
  /// Of every user.
  static final String PASSWORD = "lovelace-1815";

  /// It builds itself before it starts, for minutes where processors are busy.
  private static final Duration LONGEST_START = Duration.ofMinutes(15);

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Process process;
  private final URI base;

  private Keycloak(Process process, URI base) {
    this.process = process;
    this.base = base;
  }

  /// Answers when this returns.
  ///
  /// @param folder for its program and its database
  /// @param lifetime of access tokens; whole seconds
  /// @param redirects the redirect URIs of its only client
  static Keycloak start(Path folder, Duration lifetime, URI... redirects) {
    var home = KeycloakFolder.fresh(folder);
    var base = Loopback.free("127.0.0.1");
    try {
      var realm = Files.createDirectories(home.resolve("data/import")).resolve("northwind.json");
      Files.writeString(realm, KeycloakRealm.json(lifetime, redirects));
      var keycloak = new Keycloak(launch(home, base, KeycloakFolder.log()), base);
      try {
        Eventually.holds(LONGEST_START, "Keycloak answers", keycloak::answers);
        return keycloak;
      } catch (AssertionError failed) {
        keycloak.close();
        throw failed;
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Process launch(Path home, URI base, Path log) throws IOException {
    var builder =
        new ProcessBuilder(
                "sh",
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--db=dev-file",
                "--cache=local",
                "--http-host=" + base.getHost(),
                "--http-port=" + base.getPort(),
                "--import-realm")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("KC_") || name.startsWith("JAVA"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    // its libraries do not know the newest Java yet
    environment.put("JAVA_OPTS_APPEND", "-Dnet.bytebuddy.experimental=true");
    environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", KeycloakAdmin.USER);
    environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", KeycloakAdmin.PASSWORD);
    return builder.start();
  }

  URI issuer() {
    return base.resolve("/realms/" + KeycloakRealm.NAME);
  }

  /// What its access tokens open.
  Resource resource() {
    return new Resource(URI.create(issuer() + "/protocol/openid-connect/userinfo"));
  }

  /// What its administrator can see and do.
  KeycloakAdmin admin() {
    return new KeycloakAdmin(base);
  }

  private boolean answers() {
    if (!process.isAlive())
      throw new AssertionError("Keycloak has ended: see " + KeycloakFolder.log());
    var discovery = URI.create(issuer() + "/.well-known/openid-configuration");
    try {
      var request = HttpRequest.newBuilder(discovery).timeout(Duration.ofSeconds(20)).build();
      return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  @Override
  public void close() {
    var all = process.descendants().toList();
    process.destroy();
    all.forEach(ProcessHandle::destroy);
    try {
      if (process.waitFor(30, TimeUnit.SECONDS)) return;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
