package dev.carabiner.server.oauth;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.providers.CallbackQuirk;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.OwnVariables;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.providers.Variable;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Vault;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Makes the client that an app is at its provider.
public final class ProviderClients {
  private static final System.Logger LOG = System.getLogger(ProviderClients.class.getName());

  private final Supplier<Catalogue> catalogue;
  private final ProviderResolver resolver;
  private final Vault vault;
  private final Optional<Registrar> registrar;
  private final Function<AppKey, Optional<ConnectedApp>> apps;

  /// For apps that all have a client.
  ///
  /// @param catalogue the providers as they are at this moment
  public ProviderClients(Supplier<Catalogue> catalogue, ProviderResolver resolver, Vault vault) {
    this.catalogue = catalogue;
    this.resolver = resolver;
    this.vault = vault;
    this.registrar = Optional.empty();
    this.apps = _ -> Optional.empty();
  }

  /// @param catalogue the providers as they are at this moment
  /// @param registrar gives a client to apps that have none
  /// @param apps among them those whose clients sign users in
  public ProviderClients(
      Supplier<Catalogue> catalogue,
      ProviderResolver resolver,
      Vault vault,
      Registrar registrar,
      Function<AppKey, Optional<ConnectedApp>> apps) {
    this.catalogue = catalogue;
    this.resolver = resolver;
    this.vault = vault;
    this.registrar = Optional.of(registrar);
    this.apps = apps;
  }

  /// How the making of a client ended.
  public sealed interface Outcome {
    /// Ready to talk.
    record Ready(OAuthClient client) implements Outcome {}

    /// The provider's metadata cannot be had at the moment.
    record Unreachable(String why) implements Outcome {}

    /// Somebody has to mend the app or its provider.
    record Unusable(String why) implements Outcome {}
  }

  /// What callbacks of the app's provider bring; the standard where there is no such provider.
  public CallbackNames callbackNames(ConnectedApp app) {
    return catalogue
        .get()
        .find(app.provider().id())
        .map(CallbackNames::of)
        .orElse(CallbackNames.STANDARD);
  }

  /// Whether people also come from the app's provider without having begun with us.
  public boolean isBegunElsewhere(ConnectedApp app) {
    return catalogue
        .get()
        .find(app.provider().id())
        .map(provider -> provider.quirks().has(CallbackQuirk.UnsolicitedCallback.class))
        .orElse(false);
  }

  /// What a callback for `app` is held against; never asks the provider.
  ///
  /// @param kept what the flow was started with
  /// @param issuer likewise
  /// @return empty when somebody has to mend the app or its provider
  public Optional<ExpectedCallback> expectedCallback(
      ConnectedApp app, KeptValues kept, ExpectedIssuer issuer) {
    var choice = app.provider();
    var provider = catalogue.get().find(choice.id());
    if (provider.isEmpty()) return Optional.empty();
    var given = kept.forTemplates();
    given.putAll(choice.variables());
    var variables = ProviderResolver.variables(provider.get(), choice.environment(), given);
    if (variables.isEmpty()) return Optional.empty();
    var signed = provider.get().quirks().has(CallbackQuirk.SignedCallback.class);
    try {
      var secret =
          app.credentials()
              .secret()
              .filter(_ -> signed)
              .map(sealed -> vault.open(sealed, app.secretBinding()));
      return Optional.of(
          new ExpectedCallback(
              provider.get(),
              issuer,
              provider.get().addresses().endpointsIn(choice.environment()),
              variables.get(),
              secret));
    } catch (SealBroken broken) {
      return Optional.empty();
    }
  }

  /// The values of variables that only a callback can have told.
  private static Map<String, String> told(Provider provider, KeptValues kept) {
    var values = kept.forTemplates();
    values
        .keySet()
        .removeIf(name ->
            !provider.addresses().variable(name).map(Variable::toldByCallback).orElse(false));
    return values;
  }

  /// The client of `app`; may ask the provider for its metadata.
  ///
  /// @param kept what is known of the connection that it is to speak for; the app's own variables
  ///   win, but for those that the callback tells
  public Outcome of(ConnectedApp app, KeptValues kept, ProviderResolver.Purpose purpose) {
    var choice = app.provider();
    var provider = catalogue.get().find(choice.id());
    if (provider.isEmpty()) return new Outcome.Unusable("there is no provider " + choice.id());
    var variables = kept.forTemplates();
    variables.putAll(choice.variables());
    variables.putAll(told(provider.get(), kept));
    variables.put("client_id", app.credentials().clientId());
    return switch (resolver.resolve(provider.get(), choice.environment(), variables, purpose)) {
      case Resolution.Resolved(var resolved) -> logged(app, ready(app, resolved, kept, purpose));
      case Resolution.Unreachable(var why) -> new Outcome.Unreachable(why);
      case Resolution.Unusable(var why) -> logged(app, new Outcome.Unusable(why));
    };
  }

  private static Outcome logged(ConnectedApp app, Outcome outcome) {
    if (outcome instanceof Outcome.Unusable(var why))
      LOG.log(System.Logger.Level.WARNING, "app {0}: {1}", app.key(), why);
    return outcome;
  }

  private Outcome ready(
      ConnectedApp app,
      ResolvedProvider provider,
      KeptValues kept,
      ProviderResolver.Purpose purpose) {
    if (isOfAnother(provider, kept))
      return new Outcome.Unusable(
          "the connection was made by another authorization server than "
              + provider.issuer().issuer().orElse("none")
              + ": its user has to connect again");
    var credentials = app.credentials();
    if (!credentials.isByHand() && OwnVariables.entered(provider.provider()).isEmpty())
      return registrar
          .map(one -> one.client(app, provider, purpose == ProviderResolver.Purpose.CONNECT))
          .map(found ->
              found instanceof Outcome.Ready(var client)
                  ? new Outcome.Ready(client.speakingFor(kept).preferring(app.consent().token()))
                  : found)
          .orElseGet(() -> new Outcome.Unusable("the app " + app.key() + " has no client"));
    try {
      var secret = credentials.secret().map(sealed -> vault.open(sealed, app.secretBinding()));
      var client =
          SignedClient.asItCan(new OAuthClient(provider, credentials.clientId(), secret))
              .speakingFor(kept)
              .preferring(app.consent().token());
      return SignedClient.lacksKey(client)
          ? new Outcome.Unusable(
              "the client secret of the app "
                  + app.key()
                  + " has to be the private key that signs for it, as PEM (PKCS #8)")
          : asserted(app, client, purpose);
    } catch (SealBroken broken) {
      return new Outcome.Unusable("the client secret of the app " + app.key() + " does not open");
    }
  }

  /// Where connections come by ID tokens, the client that these are made out to belongs to it.
  private Outcome asserted(ConnectedApp app, OAuthClient client, ProviderResolver.Purpose purpose) {
    var identity = app.credentials().identityApp();
    if (identity.isEmpty() || purpose == ProviderResolver.Purpose.REVOKE)
      return new Outcome.Ready(client);
    var other = identity.flatMap(apps).filter(app::isBeside);
    if (other.isEmpty())
      return new Outcome.Unusable("there is no app " + identity.get() + " that signs users in");
    var signingIn = of(other.get(), KeptValues.NONE, ProviderResolver.Purpose.REFRESH);
    if (!(signingIn instanceof Outcome.Ready(var there))) return signingIn;
    var shown = client.kept().values().get(OwnValues.IDENTITY_PROVIDER);
    var place = there.provider().tokenEndpoint().toString();
    return shown == null || shown.reveal(Reveal.TO_COMPARE).equals(place)
        ? new Outcome.Ready(client.assertedBy(there))
        : new Outcome.Unusable(
            "the ID token was shown to another identity provider than "
                + place
                + ": show a new one");
  }

  /// What one authorization server gave is never shown to another.
  private static boolean isOfAnother(ResolvedProvider provider, KeptValues kept) {
    var issuer = Optional.ofNullable(kept.values().get(OwnValues.ISSUER));
    return issuer.isPresent()
        && !issuer
            .map(secret -> secret.reveal(Reveal.TO_COMPARE))
            .equals(provider.issuer().issuer());
  }
}
