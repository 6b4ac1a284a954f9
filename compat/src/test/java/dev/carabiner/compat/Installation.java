package dev.carabiner.compat;

import dev.carabiner.client.ApiClient;
import dev.carabiner.client.ConnectedAppsApi;
import dev.carabiner.client.Reason;
import dev.carabiner.client.SessionState;
import dev.carabiner.client.SessionsApi;
import dev.carabiner.server.app.Carabiner;
import dev.carabiner.server.app.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// A running Carabiner with one machine client and the provider `outside`, on loopback, set up by a
/// settings file as an operator writes it.
final class Installation implements AutoCloseable {
  static final String CLIENT_ID = "0123456789abcdef0123456789abcdef";
  static final String SECRET = "secretsecretsecretsecretsecretsecretsecret";

  final ConnectedAppsApi api;
  private final Carabiner server;
  private final SessionsApi sessions;

  private Installation(Carabiner server) {
    this.server = server;
    var client =
        ApiClient.builder()
            .baseUrl(server.url().toString())
            .clientCredentials(CLIENT_ID, SECRET)
            .build();
    this.api = new ConnectedAppsApi(client);
    this.sessions = new SessionsApi(client);
  }

  /// @param folder where the settings file, the store and the master key live
  /// @param url on loopback; nobody listens there; for https `cert.pem` and `key.pem` are in the
  ///   folder
  /// @param provider the issuer of the provider `outside`
  /// @param apps the settings' `apps`, as items of a YAML list
  static Installation start(Path folder, URI url, URI provider, String apps) {
    return start(folder, url, provider, "", apps);
  }

  /// The same with one more line in the provider's entry.
  static Installation start(Path folder, URI url, URI provider, String line, String apps) {
    return start(folder, yaml(url, provider) + line.indent(4) + "apps:\n" + apps.indent(2));
  }

  /// One without apps, whose operators sign in as `console` says.
  static Installation signingIn(Path folder, URI url, URI provider, String console) {
    return start(folder, yaml(url, provider) + "console:\n" + console.indent(2));
  }

  private static Installation start(Path folder, String yaml) {
    var file = folder.resolve("carabiner.yaml");
    try {
      Files.writeString(file, yaml);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    var settings = new SettingsReader(Map.of()).read(file).settings();
    return new Installation(Carabiner.start(settings, InstantSource.system()));
  }

  URI url() {
    return server.url();
  }

  /// The link that makes the console's first administrator.
  URI consoleSetupLink() {
    return server.consoleSetupLink().orElseThrow();
  }

  /// Where the provider sends browsers back to.
  static URI redirect(URI url, String app) {
    return url.resolve("/connected_apps/callback/" + app);
  }

  SessionState state(String session) {
    return sessions.getSession(session).state();
  }

  /// Why the session does not work, if it does not.
  Optional<Reason> reason(String session) {
    return sessions.getSession(session).reason();
  }

  @Override
  public void close() {
    server.stop();
  }

  private static String yaml(URI url, URI provider) {
    var tls =
        url.getScheme().equals("https") ? "\n  tls: {certificate: cert.pem, key: key.pem}" : "";
    return """
    server:
      name: Example CRM
      url: %s
      listen: 127.0.0.1:%d
      management-listen: 127.0.0.1:0%s
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
        scopes: [read:connected_apps, create:connected_apps, update:connected_apps, delete:connected_apps, manage:connected_apps]
    providers:
      - id: outside
        name: Northwind
        issuer: %s
    """
        .formatted(
            url, url.getPort(), tls, provider.getRawAuthority(), CLIENT_ID, SECRET, provider);
  }
}
