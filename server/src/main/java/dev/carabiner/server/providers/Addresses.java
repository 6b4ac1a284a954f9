package dev.carabiner.server.providers;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a provider is.
///
/// @param endpoints the addresses that the entry names; discovery may fill in others
/// @param issuer the issuer identifier, where discovery (RFC 8414, OpenID) is offered
/// @param environments name → what is elsewhere in that twin of the provider
/// @param variables the values that the templates need
public record Addresses(
    Map<Endpoint, Template> endpoints,
    Optional<Template> issuer,
    Map<String, Environment> environments,
    List<Variable> variables) {
  public Addresses {
    endpoints = copy(endpoints);
    environments = Collections.unmodifiableMap(new LinkedHashMap<>(environments));
    variables = List.copyOf(variables);
  }

  /// What is elsewhere in a twin of the provider, such as its sandbox.
  ///
  /// @param endpoints the addresses that differ
  /// @param apiBaseUrl the API's address, if it differs
  /// @param variables values of the templates' variables
  public record Environment(
      Map<Endpoint, Template> endpoints,
      Optional<Template> apiBaseUrl,
      Map<String, String> variables) {
    public Environment {
      endpoints = copy(endpoints);
      variables = Map.copyOf(variables);
    }
  }

  /// The address of one kind, if the entry names it.
  public Optional<Template> at(Endpoint endpoint) {
    return Optional.ofNullable(endpoints.get(endpoint));
  }

  /// The addresses of that environment, or of none: its own over the entry's.
  public Map<Endpoint, Template> endpointsIn(Optional<String> environment) {
    var all = new EnumMap<Endpoint, Template>(Endpoint.class);
    all.putAll(endpoints);
    environment
        .flatMap(name -> Optional.ofNullable(environments.get(name)))
        .ifPresent(twin -> all.putAll(twin.endpoints()));
    return all;
  }

  /// The variable of that name.
  public Optional<Variable> variable(String id) {
    return variables.stream().filter(variable -> variable.id().equals(id)).findFirst();
  }

  private static Map<Endpoint, Template> copy(Map<Endpoint, Template> endpoints) {
    var copy = new EnumMap<Endpoint, Template>(Endpoint.class);
    copy.putAll(endpoints);
    return Collections.unmodifiableMap(copy);
  }
}
