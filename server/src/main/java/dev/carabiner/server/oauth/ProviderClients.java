package dev.carabiner.server.oauth;

import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.providers.CallbackQuirk;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.providers.Variable;
import dev.carabiner.vault.SealBroken;
import dev.carabiner.vault.Vault;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Makes the client that an app is at its provider.
public final class ProviderClients {
  private final Supplier<Catalogue> catalogue;
  private final ProviderResolver resolver;
  private final Vault vault;

  /// @param catalogue the providers as they are at this moment
  public ProviderClients(Supplier<Catalogue> catalogue, ProviderResolver resolver, Vault vault) {
    this.catalogue = catalogue;
    this.resolver = resolver;
    this.vault = vault;
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
      case Resolution.Resolved(var resolved) -> ready(app, resolved, kept);
      case Resolution.Unreachable(var why) -> new Outcome.Unreachable(why);
      case Resolution.Unusable(var why) -> new Outcome.Unusable(why);
    };
  }

  private Outcome ready(ConnectedApp app, ResolvedProvider provider, KeptValues kept) {
    var credentials = app.credentials();
    try {
      var secret = credentials.secret().map(sealed -> vault.open(sealed, app.secretBinding()));
      var client =
          new OAuthClient(provider, credentials.clientId(), secret)
              .speakingFor(kept)
              .preferring(app.consent().token());
      return SignedClient.lacksKey(client)
          ? new Outcome.Unusable(
              "the client secret of the app "
                  + app.key()
                  + " has to be the private key that signs for it, as PEM (PKCS #8)")
          : new Outcome.Ready(client);
    } catch (SealBroken broken) {
      return new Outcome.Unusable("the client secret of the app " + app.key() + " does not open");
    }
  }
}
