package dev.carabiner.server.oauth;

import dev.carabiner.server.providers.AskQuirk;
import dev.carabiner.server.providers.CallbackQuirk;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.providers.Variable;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// What to read of a provider's callback; everything else is nobody's business.
///
/// @param stateName the parameter that carries the state
/// @param names the parameters that [CallbackReader] looks at, the state's included
/// @param signed whether it needs all the others too, for a signature covers them
/// @param posted whether the callback comes as a form in the body of a POST
public record CallbackNames(String stateName, Set<String> names, boolean signed, boolean posted) {
  /// A callback in which nothing deviates from the standard.
  public static final CallbackNames STANDARD =
      new CallbackNames("state", Set.of("state", "code", "error", "iss"), false, false);

  public CallbackNames {
    names = Set.copyOf(names);
  }

  /// What callbacks of that provider bring.
  public static CallbackNames of(Provider provider) {
    var quirks = provider.quirks();
    var renamed = quirks.parameterNames();
    // in the redirect URI the name is ours
    var stateName =
        quirks.has(AskQuirk.StateInRedirectUri.class) ? "state" : renamed.inCallback("state");
    var names = new LinkedHashSet<String>();
    names.add(stateName);
    names.add("iss");
    names.add(renamed.inCallback("code"));
    names.addAll(errors(provider));
    quirks
        .find(CallbackQuirk.KeptFromCallback.class)
        .ifPresent(kept -> names.addAll(kept.parameters().values()));
    quirks
        .find(CallbackQuirk.TokenHostFromCallback.class)
        .ifPresent(host -> names.add(host.parameter()));
    quirks
        .find(CallbackQuirk.GrantedScopesInCallback.class)
        .ifPresent(scopes -> names.add(scopes.parameter()));
    provider.addresses().variables().stream()
        .map(Variable::callback)
        .flatMap(Optional::stream)
        .forEach(callback -> names.add(callback.parameter()));
    var signature = quirks.find(CallbackQuirk.SignedCallback.class);
    signature.ifPresent(signed -> names.add(signed.parameter()));
    return new CallbackNames(
        stateName, names, signature.isPresent(), quirks.has(CallbackQuirk.PostedCallback.class));
  }

  /// The parameters that tell of an error.
  static Set<String> errors(Provider provider) {
    var names = new LinkedHashSet<String>();
    var quirks = provider.quirks();
    quirks
        .find(CallbackQuirk.CallbackErrorName.class)
        .ifPresent(error -> names.add(error.parameter()));
    names.add(quirks.parameterNames().inCallback("error"));
    return names;
  }
}
