package dev.carabiner.server.oauth;

import dev.carabiner.server.providers.Quirk;
import dev.carabiner.server.providers.Quirks;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a token answer says it granted, in the names that were asked for. Pure.
///
/// @param aliases as asked for → as answered
/// @param unreported granted without a word
/// @param included scope → those granted with it
record GrantedScopes(
    Map<String, String> aliases, Set<String> unreported, Map<String, Set<String>> included) {
  static GrantedScopes of(Quirks quirks) {
    return new GrantedScopes(
        quirks.find(Quirk.ScopeAliases.class).map(Quirk.ScopeAliases::words).orElse(Map.of()),
        quirks
            .find(Quirk.UnreportedScopes.class)
            .map(Quirk.UnreportedScopes::names)
            .orElse(Set.of()),
        quirks.find(Quirk.ImpliedScopes.class).map(Quirk.ImpliedScopes::included).orElse(Map.of()));
  }

  /// The answer's scopes in its order, then those of `requested` that it leaves out although they
  /// are granted. A word that nobody asked for stays as the provider spells it.
  List<String> asAsked(List<String> answered, List<String> requested) {
    var granted = new LinkedHashSet<String>();
    for (var word : answered) {
      var asked =
          requested.stream()
              .filter(scope -> scope.equals(word) || word.equals(aliases.get(scope)))
              .toList();
      granted.addAll(asked.isEmpty() ? List.of(word) : asked);
    }
    var told = Set.copyOf(granted);
    requested.stream().filter(scope -> isLeftOut(scope, told)).forEach(granted::add);
    return List.copyOf(granted);
  }

  private boolean isLeftOut(String scope, Set<String> granted) {
    return unreported.contains(scope)
        || granted.stream()
            .anyMatch(wider -> included.getOrDefault(wider, Set.of()).contains(scope));
  }
}
