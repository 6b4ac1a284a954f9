package dev.carabiner.server.apps;

import java.util.Map;
import java.util.Optional;

/// Which provider an app connects to.
///
/// @param id the catalogue entry or custom provider
/// @param environment one of the entry's environments
/// @param variables values for the entry's URL templates
public record ProviderChoice(
    String id, Optional<String> environment, Map<String, String> variables) {
  public ProviderChoice {
    variables = Map.copyOf(variables);
  }
}
