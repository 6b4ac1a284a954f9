package dev.carabiner.server.apps;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which provider an app connects to.
///
/// @param id the catalogue entry or custom provider
/// @param environment one of the entry's environments
/// @param variables values for the entry's URL templates
/// @param allowedHosts which hosts a user may name, where the provider runs at the user's own
public record ProviderChoice(
    String id,
    Optional<String> environment,
    Map<String, String> variables,
    List<HostRule> allowedHosts) {
  public ProviderChoice {
    variables = Map.copyOf(variables);
    allowedHosts = List.copyOf(allowedHosts);
  }

  /// With no host of a user's own.
  public ProviderChoice(String id, Optional<String> environment, Map<String, String> variables) {
    this(id, environment, variables, List.of());
  }

  /// Whether a user may name that host.
  public boolean allows(String host) {
    return allowedHosts.stream().anyMatch(rule -> rule.allows(host));
  }
}
