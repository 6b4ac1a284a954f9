package dev.carabiner.server.setup;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.Linking;
import dev.carabiner.server.apps.RedirectUris;
import dev.carabiner.server.providers.Addresses;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.Endpoint;
import dev.carabiner.server.providers.EnteredCredentials;
import dev.carabiner.server.providers.OwnVariables;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.providers.Quirk;
import dev.carabiner.server.providers.Variable;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Whether an app fits its provider, before anybody is sent there.
public final class AppCheck {
  private final Catalogue catalogue;
  private final RedirectUris redirectUris;

  public AppCheck(Catalogue catalogue, RedirectUris redirectUris) {
    this.catalogue = catalogue;
    this.redirectUris = redirectUris;
  }

  /// What is wrong with an app.
  ///
  /// @param key of the settings file
  /// @param what is wrong, and what is allowed
  public record Wrong(String key, String what) {}

  /// The first thing that is wrong; empty when the app can be used.
  public Optional<Wrong> wrong(ConnectedApp app) {
    var provider = catalogue.find(app.provider().id());
    if (provider.isEmpty())
      return Optional.of(
          new Wrong(
              "provider", "there is no provider " + app.provider().id() + "; allowed: " + ids()));
    return wrongClient(app, provider.get())
        .or(() -> wrongToken(app, provider.get()))
        .or(() -> wrongEnvironment(app, provider.get()))
        .or(() -> wrongVariables(app, provider.get()));
  }

  /// What is wrong with the app that signs an app's users in.
  ///
  /// @param others finds apps
  static Optional<Wrong> wrongIdentityApp(
      ConnectedApp app, Function<AppKey, Optional<ConnectedApp>> others) {
    return app.credentials()
        .identityApp()
        .filter(key ->
            others
                .apply(key)
                .filter(other ->
                    !other.key().equals(app.key())
                        && other.isBeside(app)
                        && other.credentials().isByHand()
                        && other.credentials().identityApp().isEmpty())
                .isEmpty())
        .map(_ ->
            new Wrong(
                "identity-app",
                "is no other app of the same workspace with a client-id of its own"));
  }

  /// What the provider will not like about the redirect URI to register there, each with the way
  /// out.
  public List<String> warnings(ConnectedApp app) {
    var redirectUri = redirectUris.of(app.key());
    return catalogue.find(app.provider().id()).stream()
        .flatMap(provider ->
            provider
                .about()
                .registration()
                .callbackRules()
                .warnings(URI.create(redirectUri))
                .stream()
                .map(warning ->
                    provider.name()
                        + " may refuse the redirect URI "
                        + redirectUri
                        + ": "
                        + warning))
        .toList();
  }

  private static Optional<Wrong> wrongToken(ConnectedApp app, Provider provider) {
    if (app.consent().token().isEmpty()) return Optional.empty();
    var tokens = provider.quirks().tokens();
    if (tokens.isEmpty())
      return Optional.of(
          new Wrong("token", provider.name() + " answers with one token; leave this out"));
    return app.consent()
        .token()
        .filter(name -> !tokens.contains(name))
        .map(name ->
            new Wrong(
                "token",
                provider.name()
                    + " has no token "
                    + name
                    + "; allowed: "
                    + String.join(", ", tokens)));
  }

  private static Optional<Wrong> wrongClient(ConnectedApp app, Provider provider) {
    var entered = OwnVariables.entered(provider);
    var asserted = OwnVariables.isAsserted(provider);
    if (asserted != app.credentials().identityApp().isPresent())
      return Optional.of(
          new Wrong(
              "identity-app",
              asserted
                  ? "is needed: " + provider.name() + " connects by ID tokens of your users"
                  : "is for providers with grant: identity_assertion; leave this out"));
    if (asserted && !app.credentials().isByHand())
      return Optional.of(new Wrong("client-id", "is needed where users are asserted"));
    if (entered.isPresent()) return wrongEntered(app, entered.get());
    if (app.credentials().isByHand()) return Optional.empty();
    var quirks = provider.quirks();
    var addresses = provider.addresses();
    var mayRegister =
        quirks.has(Quirk.McpServer.class)
            || quirks.has(Quirk.ClientsRegisteredAt.class)
            || (addresses.issuer().isPresent() && addresses.at(Endpoint.TOKEN).isEmpty());
    if (!mayRegister)
      return Optional.of(
          new Wrong(
              "client-id",
              "is needed: " + provider.name() + " lets no program register its client"));
    return Optional.empty();
  }

  private static Optional<Wrong> wrongEntered(ConnectedApp app, EnteredCredentials entered) {
    var fields = OwnVariables.typed(entered, app.credentials().isByHand());
    if (fields.isEmpty() || app.flow().linking() != Linking.OPEN) return Optional.empty();
    var names = String.join(", ", fields.stream().map(EnteredCredentials.Field::id).toList());
    return Optional.of(
        new Wrong(
            "linking", "open has no page to ask on for " + names + "; allowed: confirm, bind"));
  }

  private static Optional<Wrong> wrongEnvironment(ConnectedApp app, Provider provider) {
    var known = provider.addresses().environments().keySet();
    return app.provider()
        .environment()
        .filter(name -> !known.contains(name))
        .map(name ->
            new Wrong(
                "environment",
                provider.name()
                    + " has no environment "
                    + name
                    + "; allowed: "
                    + String.join(", ", known)));
  }

  private static Optional<Wrong> wrongVariables(ConnectedApp app, Provider provider) {
    var values = app.provider().variables();
    var known = provider.addresses().variables();
    for (var id : values.keySet()) {
      if (provider.addresses().variable(id).isEmpty())
        return Optional.of(
            new Wrong(
                "variables",
                provider.name()
                    + " has no variable "
                    + id
                    + "; allowed: "
                    + String.join(", ", known.stream().map(Variable::id).toList())));
    }
    var preset =
        app.provider()
            .environment()
            .map(provider.addresses().environments()::get)
            .map(Addresses.Environment::variables)
            .orElse(Map.of());
    for (var variable : known) {
      var value =
          Optional.ofNullable(values.get(variable.id()))
              .or(() -> Optional.ofNullable(preset.get(variable.id())))
              .or(variable::preset);
      if (value.filter(text -> !variable.accepts(text)).isPresent())
        return Optional.of(
            new Wrong(
                "variables", variable.id() + " does not match; allowed: " + variable.pattern()));
    }
    return OwnVariables.missing(provider, app.provider().environment(), values).stream()
        .flatMap(variable -> unasked(app, provider, variable).stream())
        .findFirst();
  }

  /// Why nobody can be asked for a value that is missing.
  private static Optional<Wrong> unasked(ConnectedApp app, Provider provider, Variable variable) {
    var name = variable.id() + " (" + variable.description() + ")";
    if (variable.scope() == Variable.Scope.APP)
      return Optional.of(new Wrong("variables", "needs a value for " + name));
    if (app.flow().linking() == Linking.OPEN)
      return Optional.of(
          new Wrong(
              "variables",
              "needs a value for " + name + ", since linking: open has no page to ask on"));
    return OwnVariables.isFreeHost(provider, app.provider().environment(), variable)
            && app.provider().allowedHosts().isEmpty()
        ? Optional.of(
            new Wrong(
                "allowed-hosts",
                "needs the hosts that users may name as "
                    + variable.id()
                    + "; or set it in variables"))
        : Optional.empty();
  }

  private String ids() {
    return "one of the "
        + catalogue.ids().size()
        + " that `carabiner providers list` shows, or an id under providers";
  }
}
