package dev.carabiner.server.app;

import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.callers.MachineClient;
import dev.carabiner.server.operators.CompanyRules;
import dev.carabiner.server.outbound.Network;
import dev.carabiner.server.outbound.OutboundRules;
import dev.carabiner.server.setup.AppSetting;
import dev.carabiner.server.setup.Setup.Owned;
import dev.carabiner.server.store.StoreSettings;
import dev.carabiner.vault.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Everything that an operator can set, checked and with defaults filled in. Paths are absolute.
///
/// @param server names, addresses and listeners
/// @param logLevel how much the log says
/// @param store where everything is kept
/// @param masterKey where the key is that everything else hangs on
/// @param outbound the operator's exceptions to the address guard
/// @param declared the clients, providers and apps that the file names
/// @param openId where operators may sign in beside passwords; absent for passwords alone
/// @param retention how long what is over is kept
/// @param told all of them as people read them, each with where it came from
public record Settings(
    Server server,
    LogLevel logLevel,
    Store store,
    MasterKeySource masterKey,
    OutboundRules outbound,
    Declared declared,
    Optional<OpenId> openId,
    Retention retention,
    List<EffectiveSettings.Line> told) {
  public Settings {
    told = List.copyOf(told);
  }

  /// Names, addresses and listeners.
  ///
  /// @param name the product people know
  /// @param url the public base URL, without a trailing slash; also the issuer
  /// @param listen where requests are answered
  /// @param managementListen where health is answered
  /// @param tls the certificate to serve `listen` with; absent for plain http
  /// @param audiences what the `aud` of an accepted token may be, at least one
  /// @param trustedProxies the only addresses from which a forwarded client address is believed
  public record Server(
      String name,
      String url,
      HostPort listen,
      HostPort managementListen,
      Optional<Tls> tls,
      List<String> audiences,
      List<Network> trustedProxies) {
    public Server {
      audiences = List.copyOf(audiences);
      trustedProxies = List.copyOf(trustedProxies);
    }

    /// The same with other listeners.
    public Server listeningAt(HostPort requests, HostPort management) {
      return new Server(name, url, requests, management, tls, audiences, trustedProxies);
    }
  }

  /// The files of a certificate chain and its key, in PEM.
  public record Tls(Path certificate, Path key) {}

  /// Where everything is kept.
  ///
  /// @param url which store
  /// @param journal this node's own folder for receipts
  public record Store(StoreSettings url, Path journal) {}

  /// The clients, providers and apps that the file names, in its order.
  ///
  /// @param clients with the line that owns each
  /// @param providers entries in the catalogue's form, each a map with an `id`; not checked further
  /// @param apps their keys unique whatever the case
  public record Declared(
      List<Owned<MachineClient>> clients, List<YamlTree.Branch> providers, List<AppSetting> apps) {
    public Declared {
      clients = List.copyOf(clients);
      providers = List.copyOf(providers);
      apps = List.copyOf(apps);
    }
  }

  /// The company's OpenID provider, at which operators sign in.
  ///
  /// @param issuer byte for byte as the provider names itself
  /// @param clientSecret absent for a public client
  /// @param name what the sign-in page calls it; absent for general words
  /// @param scopes that are asked for; `openid` among them
  /// @param rules who may come in, as what
  public record OpenId(
      String issuer,
      String clientId,
      Optional<Secret> clientSecret,
      Optional<String> name,
      List<String> scopes,
      CompanyRules rules) {
    public OpenId {
      scopes = List.copyOf(scopes);
    }
  }

  /// How long what is over is kept.
  ///
  /// @param revoked sessions after their revocation
  /// @param pending flows that nobody finished
  /// @param exchanges receipts of token exchanges
  /// @param audit records of who did what
  public record Retention(Duration revoked, Duration pending, Duration exchanges, Duration audit) {}

  /// The folder that holds this node's data: the embedded store's, or the one around the journal.
  public Path dataFolder() {
    var inside =
        switch (store.url()) {
          case StoreSettings.InFile(var file) -> file;
          case StoreSettings.InPostgres _ -> store.journal();
        };
    var folder = inside.toAbsolutePath().getParent();
    return folder == null ? inside.toAbsolutePath() : folder;
  }

  /// The same with other listeners; the public URL stays.
  public Settings listeningAt(HostPort requests, HostPort management) {
    return new Settings(
        server.listeningAt(requests, management),
        logLevel,
        store,
        masterKey,
        outbound,
        declared,
        openId,
        retention,
        told);
  }

  /// The same with another log level.
  public Settings logging(LogLevel level) {
    return new Settings(
        server, level, store, masterKey, outbound, declared, openId, retention, told);
  }
}
