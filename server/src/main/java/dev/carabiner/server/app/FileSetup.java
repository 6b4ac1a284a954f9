package dev.carabiner.server.app;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.RedirectUris;
import dev.carabiner.server.outbound.OutboundRules;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.Endpoint;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.providers.ProviderReader;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.server.setup.AppCheck;
import dev.carabiner.server.setup.ProviderStore;
import dev.carabiner.server.setup.Setup;
import dev.carabiner.server.setup.SetupStore;
import dev.carabiner.vault.Vault;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes what a settings file says of clients, providers and apps so, whole or not at all.
final class FileSetup {
  private static final System.Logger LOG = System.getLogger(FileSetup.class.getName());

  private final SetupStore store;
  private final ProviderStore custom;
  private final Vault vault;
  private final Catalogue builtIn = Catalogue.builtIn();
  private volatile Map<AppKey, String> places = Map.of();
  private volatile Map<String, String> providerPlaces = Map.of();
  private volatile Map<String, String> clientPlaces = Map.of();

  FileSetup(SetupStore store, ProviderStore custom, Vault vault) {
    this.store = store;
    this.custom = custom;
    this.vault = vault;
  }

  /// Checks and applies the file.
  ///
  /// @throws dev.carabiner.server.base.SettingsProblem naming file, line and key of the first thing
  ///   that is wrong; nothing is changed then
  void apply(Settings settings) {
    var declared = settings.declared();
    var stored = builtIn.with(stored());
    var reader = new ProviderReader(stored);
    var providers = declared.providers().stream().map(reader::read).toList();
    var catalogue = stored.with(providers);
    var check = new AppCheck(catalogue, new RedirectUris(settings.server().url()));
    var apps = new ArrayList<Setup.Owned<ConnectedApp>>();
    for (var setting : declared.apps()) {
      check
          .wrong(setting.app())
          .ifPresent(wrong -> {
            throw setting.problem(wrong.key(), wrong.what());
          });
      if (isOfAnother(setting.app(), providers))
        throw setting.problem("provider", "is a provider of another workspace");
      var secret =
          setting.clientSecret().map(plain -> vault.seal(plain, setting.app().secretBinding()));
      apps.add(new Setup.Owned<>(setting.with(secret), setting.managedBy()));
      check.warnings(setting.app()).forEach(FileSetup::warn);
    }
    warnOfForbiddenAddresses(providers, settings.outbound());
    store.apply(new Setup(declared.clients(), owned(settings, providers), apps));
    places =
        apps.stream().collect(toUnmodifiableMap(app -> app.thing().key(), Setup.Owned::managedBy));
    providerPlaces =
        owned(settings, providers).stream()
            .collect(toUnmodifiableMap(one -> one.thing().id(), Setup.Owned::managedBy));
    clientPlaces =
        declared.clients().stream()
            .collect(toUnmodifiableMap(one -> one.thing().id(), Setup.Owned::managedBy));
  }

  /// File and line of a client that the file names now.
  Optional<String> placeOfClient(String id) {
    return Optional.ofNullable(clientPlaces.get(id));
  }

  /// File and line of a provider that the file names now.
  Optional<String> placeOfProvider(String id) {
    return Optional.ofNullable(providerPlaces.get(id));
  }

  /// File and line of an app that the file names now.
  Optional<String> place(AppKey app) {
    return Optional.ofNullable(places.get(app));
  }

  private static List<Setup.Owned<Setup.ProviderText>> owned(
      Settings settings, List<Provider> providers) {
    var texts = new ArrayList<Setup.Owned<Setup.ProviderText>>();
    for (var index = 0; index < providers.size(); index++) {
      var place = settings.declared().providers().get(index).place();
      texts.add(
          new Setup.Owned<>(
              new Setup.ProviderText(providers.get(index).id(), providers.get(index).text()),
              place.file() + ":" + place.line()));
    }
    return texts;
  }

  private List<Provider> stored() {
    var reader = new ProviderReader(builtIn);
    return store.providers().stream()
        .map(text -> reader.read(text.yaml(), "the stored provider " + text.id()))
        .toList();
  }

  /// Whether the app's provider was made by the managers of another workspace, who could send the
  /// app's secret wherever they want.
  private boolean isOfAnother(ConnectedApp app, List<Provider> named) {
    return named.stream().noneMatch(provider -> provider.id().equals(app.provider().id()))
        && custom.custom().stream()
            .filter(provider -> provider.id().equals(app.provider().id()))
            .anyMatch(provider -> !provider.isVisibleTo(app.workspace()));
  }

  private static void warnOfForbiddenAddresses(List<Provider> providers, OutboundRules rules) {
    for (var provider : providers) {
      var addresses = new ArrayList<String>();
      provider
          .quirks()
          .find(Quirk.McpServer.class)
          .ifPresent(server -> addresses.add(server.url().text()));
      provider.addresses().issuer().ifPresent(issuer -> addresses.add(issuer.text()));
      for (var endpoint : provider.addresses().endpoints().entrySet()) {
        if (endpoint.getKey() != Endpoint.AUTHORIZATION) addresses.add(endpoint.getValue().text());
      }
      addresses.stream()
          .filter(address -> !address.contains("${"))
          .distinct()
          .forEach(address ->
              rules
                  .warning(URI.create(address))
                  .ifPresent(warning -> warn("provider " + provider.id() + ": " + warning)));
    }
  }

  private static void warn(String warning) {
    LOG.log(System.Logger.Level.WARNING, "{0}", warning);
  }
}
