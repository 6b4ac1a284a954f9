package dev.carabiner.server.providers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The quirks of one provider, at most one of each kind.
public record Quirks(List<Quirk> all) {
  /// @throws IllegalArgumentException when one kind is there twice
  public Quirks {
    all = List.copyOf(all);
    if (all.stream().map(Quirk::getClass).collect(Collectors.toSet()).size() != all.size())
      throw new IllegalArgumentException("a kind of quirk is there twice");
  }

  /// The quirk of that kind, if the provider has it.
  public <Q extends Quirk> Optional<Q> find(Class<Q> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /// Whether the provider has a quirk of that kind.
  public boolean has(Class<? extends Quirk> kind) {
    return all.stream().anyMatch(kind::isInstance);
  }

  /// What parameters are called; the standard names where nothing else is said.
  public Quirk.ParameterNames parameterNames() {
    return find(Quirk.ParameterNames.class)
        .orElseGet(() -> new Quirk.ParameterNames(Map.of(), Map.of(), Map.of()));
  }

  /// The names of the tokens of one answer, where consent to several kinds of scopes brings
  /// several; else none.
  public Set<String> tokens() {
    var kinds =
        find(Quirk.ScopeParameters.class).map(quirk -> quirk.names().keySet()).orElse(Set.of());
    var others =
        find(Quirk.AlternateTokenPaths.class).map(quirk -> quirk.paths().keySet()).orElse(Set.of());
    return kinds.stream().anyMatch(others::contains) ? kinds : Set.of();
  }
}
