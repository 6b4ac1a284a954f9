package dev.carabiner.server.oauth;

import dev.carabiner.server.providers.ClientAuthentication;
import dev.carabiner.server.providers.Endpoint;
import dev.carabiner.server.providers.EnteredCredentials;
import dev.carabiner.server.providers.OwnVariables;
import dev.carabiner.server.providers.Provider;
import java.net.URI;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A provider with concrete addresses: environment chosen, variables filled, gaps closed by
/// discovery.
///
/// @param provider the catalogue's entry
/// @param endpoints has at least the authorization endpoint, and the token endpoint too unless its
///   address waits for the callback
/// @param issuer what callbacks and ID tokens must name
/// @param clientAuthentication how a client with a secret authenticates
/// @param pkce whether requests carry a code challenge
/// @param variables the values of the templates' variables
/// @param terms what it asks of requests and offers to clients
public record ResolvedProvider(
    Provider provider,
    Map<Endpoint, URI> endpoints,
    ExpectedIssuer issuer,
    ClientAuthentication clientAuthentication,
    boolean pkce,
    Map<String, String> variables,
    Terms terms) {
  public ResolvedProvider {
    var copy = new EnumMap<Endpoint, URI>(Endpoint.class);
    copy.putAll(endpoints);
    endpoints = Collections.unmodifiableMap(copy);
    variables = Map.copyOf(variables);
    if (!isEnough(provider, endpoints))
      throw new IllegalArgumentException("a provider needs authorization and token endpoints");
  }

  /// Whether these addresses will do. The token endpoint may wait for the callback, where the entry
  /// has one that does; where users type what they hold, nobody goes to the provider.
  static boolean isEnough(Provider provider, Map<Endpoint, URI> endpoints) {
    var token =
        endpoints.containsKey(Endpoint.TOKEN)
            || provider.addresses().at(Endpoint.TOKEN).isPresent();
    return OwnVariables.entered(provider)
        .map(entered -> entered.kind() == EnteredCredentials.Kind.API_KEY || token)
        .orElseGet(() ->
            token
                && (OwnVariables.isAsserted(provider)
                    || endpoints.containsKey(Endpoint.AUTHORIZATION)));
  }

  /// Why discovery, which might add what the entry leaves out, did not answer; absent when it did,
  /// or was not needed.
  public Optional<String> gap() {
    return terms.gap();
  }

  /// The same with clients that authenticate so.
  ResolvedProvider authenticating(ClientAuthentication method) {
    return new ResolvedProvider(provider, endpoints, issuer, method, pkce, variables, terms);
  }

  /// The same for a client that may ask for these scopes only; none: for all.
  ResolvedProvider limitedTo(List<String> scopes) {
    if (scopes.isEmpty()) return this;
    var asked = terms.scopes().stream().filter(scopes::contains).toList();
    return new ResolvedProvider(
        provider, endpoints, issuer, clientAuthentication, pkce, variables, terms.asking(asked));
  }

  /// The address of one kind, if there is one.
  public Optional<URI> at(Endpoint endpoint) {
    return Optional.ofNullable(endpoints.get(endpoint));
  }

  /// Where tokens are refreshed.
  public URI refreshEndpoint() {
    return at(Endpoint.REFRESH).orElseGet(this::tokenEndpoint);
  }

  /// Where codes are exchanged; there once the callback has told what the address needs.
  public URI tokenEndpoint() {
    return at(Endpoint.TOKEN).orElseThrow();
  }

  /// Where the browser goes.
  public URI authorizationEndpoint() {
    return at(Endpoint.AUTHORIZATION).orElseThrow();
  }
}
