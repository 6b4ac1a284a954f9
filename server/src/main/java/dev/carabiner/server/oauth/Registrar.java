package dev.carabiner.server.oauth;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.RedirectUris;
import dev.carabiner.server.apps.RegisteredClient;
import dev.carabiner.server.apps.RegisteredClients;
import dev.carabiner.server.base.Pause;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.providers.ClientAuthentication;
import dev.carabiner.server.providers.Endpoint;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Vault;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/// Gives apps whose client nobody has registered by hand one: the address of a document of ours
/// where the provider takes that, else a registration by program (RFC 7591), made once whatever
/// nodes and users come at the same time. A client is never used at another issuer than its own.
public final class Registrar {
  private static final System.Logger LOG = System.getLogger(Registrar.class.getName());

  /// Longer than the call.
  private static final Duration LEASE = Duration.ofSeconds(20);

  private static final Duration PATIENCE = Duration.ofSeconds(12);
  private static final Duration POLL = Duration.ofMillis(100);

  /// A secret with less than this left is not begun with.
  private static final Duration BEFORE_THE_END = Duration.ofHours(1);

  private final RegisteredClients clients;
  private final RedirectUris addresses;
  private final Wire wire;
  private final Vault vault;
  private final InstantSource clock;
  private final Pause pause;
  private final ClientKeys keys;
  private final ClientRenewal renewal;

  public Registrar(
      RegisteredClients clients,
      RedirectUris addresses,
      Wire wire,
      Vault vault,
      InstantSource clock,
      Pause pause) {
    this.clients = clients;
    this.addresses = addresses;
    this.wire = wire;
    this.vault = vault;
    this.clock = clock;
    this.pause = pause;
    this.keys = new ClientKeys(clients, addresses, vault);
    this.renewal = new ClientRenewal(wire, vault, clock);
  }

  /// The client of an app without one of its own. May take 12 s where it has to be registered.
  ///
  /// @param mayRegister whether a new registration may be made; a grant that lives belongs to the
  ///   one that there is
  ProviderClients.Outcome client(ConnectedApp app, ResolvedProvider provider, boolean mayRegister) {
    var documents =
        addresses.serverUrl().startsWith("https://")
            ? provider.terms().documents()
            : Terms.Documents.NONE;
    switch (documents) {
      case PUBLIC -> {
        return new ProviderClients.Outcome.Ready(
            new OAuthClient(
                provider.authenticating(ClientAuthentication.NONE),
                addresses.client(app.key()),
                Optional.empty()));
      }
      case SIGNED -> {
        return signed(app, provider);
      }
      case NONE -> {}
    }
    var endpoint = endpoint(provider);
    if (endpoint.isEmpty())
      return new ProviderClients.Outcome.Unusable(
          "the provider lets no program register a client: register one by hand, with the redirect"
              + " URI "
              + addresses.of(app.key())
              + ", and name it by client-id");
    var place = place(app, provider, endpoint.get());
    var known = clients.find(place);
    var isDue = known.filter(client -> !isGood(client)).filter(renewal::isPossible).isPresent();
    if (known.isPresent() && !isDue && (!mayRegister || isGood(known.get())))
      return ready(known.get(), app, provider);
    if (isDue) return onceRenewed(known.get(), app, provider, mayRegister);
    if (!mayRegister)
      return new ProviderClients.Outcome.Unusable(
          "there is no client at " + place.issuer() + ": users have to connect again");
    return onceRegistered(place, app, provider, endpoint.get());
  }

  /// A client that signs with a key of ours, which its document tells.
  private ProviderClients.Outcome signed(ConnectedApp app, ResolvedProvider provider) {
    return keys.key(app.key())
        .<ProviderClients.Outcome>map(key ->
            new ProviderClients.Outcome.Ready(
                new OAuthClient(
                    provider.authenticating(ClientAuthentication.PRIVATE_KEY_JWT),
                    addresses.signedClient(app.key()),
                    Optional.of(key))))
        .orElseGet(() -> new ProviderClients.Outcome.Unreachable("the client's key is being made"));
  }

  /// With a newer secret, if there is one to be had. Who comes while it is being asked for has the
  /// old one for now.
  private ProviderClients.Outcome onceRenewed(
      RegisteredClient known, ConnectedApp app, ResolvedProvider provider, boolean mayRegister) {
    var place = known.place();
    if (!clients.take(place, LEASE)) return ready(known, app, provider);
    try {
      var current = clients.find(place).orElse(known);
      if (isGood(current)) return ready(current, app, provider);
      var scopes = new OAuthClient(provider, "", Optional.empty()).requested(app.consent());
      var said = new RegistrationRequest(app.name(), place.redirectUri(), scopes);
      var renewed = renewal.renewed(current, said);
      renewed.ifPresent(clients::put);
      if (renewed.isPresent()) return ready(renewed.get(), app, provider);
    } finally {
      clients.release(place);
    }
    return client(app, provider, mayRegister);
  }

  private ProviderClients.Outcome onceRegistered(
      RegisteredClient.Place place, ConnectedApp app, ResolvedProvider provider, URI endpoint) {
    var end = clock.instant().plus(PATIENCE);
    while (!clients.take(place, LEASE)) {
      var registered = clients.find(place).filter(this::isGood);
      if (registered.isPresent()) return ready(registered.get(), app, provider);
      if (!clock.instant().isBefore(end) || !paused())
        return new ProviderClients.Outcome.Unreachable("a registration takes too long");
    }
    try {
      var registered = clients.find(place).filter(this::isGood);
      return registered.isPresent()
          ? ready(registered.get(), app, provider)
          : register(place, app, provider, endpoint);
    } finally {
      clients.release(place);
    }
  }

  private boolean paused() {
    try {
      pause.pause(POLL);
      return true;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private ProviderClients.Outcome register(
      RegisteredClient.Place place, ConnectedApp app, ResolvedProvider provider, URI endpoint) {
    var asked = provider.clientAuthentication().name().toLowerCase(Locale.ROOT);
    var scopes = new OAuthClient(provider, "", Optional.empty()).requested(app.consent());
    var request = new RegistrationRequest(app.name(), place.redirectUri(), scopes);
    var sent =
        provider.provider().quirks().has(Quirk.ClientsRegisteredAt.class)
            ? request.form(endpoint)
            : request.standard(endpoint, asked);
    var errand =
        new Errand(Errand.Kind.REGISTRATION, provider.provider().id(), provider.provider().id());
    return switch (RegistrationAnswer.read(wire.send(errand, sent, BeforeSending.GO))) {
      case RegistrationAnswer.NoAnswer(var why) ->
          new ProviderClients.Outcome.Unreachable(endpoint + ": " + why);
      case RegistrationAnswer.Refused(var why) ->
          new ProviderClients.Outcome.Unusable(
              endpoint + ": " + why + "; register a client by hand and name it by client-id");
      case RegistrationAnswer.Registered registered -> {
        var client = sealed(place, registered, asked);
        clients.put(client);
        LOG.log(
            System.Logger.Level.INFO,
            "app {0}: a client is registered at {1}",
            app.key(),
            place.issuer());
        yield ready(client, app, provider);
      }
    };
  }

  private RegisteredClient sealed(
      RegisteredClient.Place place, RegistrationAnswer.Registered registered, String asked) {
    return new RegisteredClient(
        place,
        registered.clientId(),
        registered.secret().map(secret -> vault.seal(secret, place.binding("client_secret"))),
        registered.authentication().orElse(asked),
        registered.scopes(),
        registered.secretEnd(),
        registered
            .management()
            .map(found ->
                new RegisteredClient.Management(
                    found.uri(), vault.seal(found.token(), place.binding("registration_token")))));
  }

  private boolean isGood(RegisteredClient client) {
    return client
        .secretEnd()
        .map(end -> clock.instant().isBefore(end.minus(BEFORE_THE_END)))
        .orElse(true);
  }

  private ProviderClients.Outcome ready(
      RegisteredClient client, ConnectedApp app, ResolvedProvider provider) {
    var method = method(client.authentication());
    if (method.isEmpty())
      return new ProviderClients.Outcome.Unusable(
          client.place().issuer()
              + " registered a client that authenticates by "
              + client.authentication()
              + ", which is not supported; register one by hand and name it by client-id");
    try {
      var place = client.place();
      var secret = client.secret().map(one -> vault.open(one, place.binding("client_secret")));
      return new ProviderClients.Outcome.Ready(
          new OAuthClient(
              provider.limitedTo(client.scopes()).authenticating(method.get()),
              client.clientId(),
              method.get() == ClientAuthentication.NONE ? Optional.empty() : secret));
    } catch (SealBroken broken) {
      return new ProviderClients.Outcome.Unusable(
          "the registered client of the app " + app.key() + " does not open");
    }
  }

  private static Optional<ClientAuthentication> method(String word) {
    return switch (word) {
      case "client_secret_basic" -> Optional.of(ClientAuthentication.CLIENT_SECRET_BASIC);
      case "client_secret_post" -> Optional.of(ClientAuthentication.CLIENT_SECRET_POST);
      case "none" -> Optional.of(ClientAuthentication.NONE);
      default -> Optional.empty();
    };
  }

  private static Optional<URI> endpoint(ResolvedProvider provider) {
    return provider
        .provider()
        .quirks()
        .find(Quirk.ClientsRegisteredAt.class)
        .flatMap(quirk -> EndpointUri.parse(quirk.url().fill(provider.variables())))
        .or(() -> provider.at(Endpoint.REGISTRATION));
  }

  private RegisteredClient.Place place(ConnectedApp app, ResolvedProvider provider, URI endpoint) {
    var issuer = provider.issuer().issuer().orElseGet(() -> EndpointUri.origin(endpoint));
    return new RegisteredClient.Place(app.key(), issuer, addresses.of(app.key()));
  }
}
