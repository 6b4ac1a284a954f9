package dev.carabiner.server.oauth;

import dev.carabiner.server.providers.Endpoint;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.providers.Quirks;
import dev.carabiner.server.providers.Template;
import dev.carabiner.vault.Secret;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a callback is held against; known without asking the provider.
///
/// @param provider whose callback it should be
/// @param issuer kept with the flow from its start
/// @param endpoints the addresses in the environment that the app chose
/// @param variables the values that the flow was started with
/// @param clientSecret absent for a public client; needed only where callbacks are signed
public record ExpectedCallback(
    Provider provider,
    ExpectedIssuer issuer,
    Map<Endpoint, Template> endpoints,
    Map<String, String> variables,
    Optional<Secret> clientSecret) {
  public ExpectedCallback {
    var copy = new EnumMap<Endpoint, Template>(Endpoint.class);
    copy.putAll(endpoints);
    endpoints = Collections.unmodifiableMap(copy);
    variables = Map.copyOf(variables);
  }

  Quirks quirks() {
    return provider.quirks();
  }

  /// The host of an address, in lower case, with these values over those of the flow.
  ///
  /// @return empty when the entry does not name the address, or a value is missing
  Optional<String> host(Endpoint endpoint, Map<String, String> newer) {
    var values = new HashMap<>(variables);
    values.putAll(newer);
    return Optional.ofNullable(endpoints.get(endpoint))
        .filter(template -> values.keySet().containsAll(template.names()))
        .flatMap(template -> EndpointUri.parseWithFragment(template.fill(values)))
        .map(EndpointUri::host);
  }
}
