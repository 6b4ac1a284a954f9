package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads how scopes are written into the authorization request, and named in the token answer.
final class ScopeQuirkReader {
  /// The kind of scopes of a provider that has only one.
  private static final String ONLY_KIND = "";

  private ScopeQuirkReader() {}

  static void read(YamlTree.Branch entry, List<Quirk> quirks) {
    entry
        .get("scope_separator")
        .ifPresent(tree -> {
          if (!tree.text().equals(" ")) quirks.add(new Quirk.ScopesJoinedBy(tree.text()));
        });
    entry
        .get("scope_space_encoding")
        .ifPresent(tree -> {
          if (!tree.text().equals("plus")) throw tree.problem("must be plus");
          quirks.add(new Quirk.ScopeSpacesArePluses());
        });
    if (entry.get("scope_parameter").isPresent() && entry.get("scope_parameters").isPresent())
      throw entry
          .need("scope_parameter")
          .problem("stands beside scope_parameters; only one may be there");
    entry
        .get("scope_parameter")
        .ifPresent(tree -> quirks.add(new Quirk.ScopeParameters(Map.of(ONLY_KIND, tree.text()))));
    entry
        .get("scope_parameters")
        .ifPresent(tree -> quirks.add(new Quirk.ScopeParameters(tree.textMap())));
    if (NamedQuirks.of(entry).contains("no_scopes")) quirks.add(new Quirk.NoScopes());
    answered(entry, quirks);
  }

  private static void answered(YamlTree.Branch entry, List<Quirk> quirks) {
    entry
        .get("scope_aliases")
        .ifPresent(tree -> quirks.add(new Quirk.ScopeAliases(tree.textMap())));
    entry
        .get("unreported_scopes")
        .ifPresent(tree -> quirks.add(new Quirk.UnreportedScopes(Set.copyOf(tree.texts()))));
    entry
        .get("implied_scopes")
        .ifPresent(tree -> {
          var included = new LinkedHashMap<String, Set<String>>();
          tree.branch()
              .members()
              .forEach((scope, names) -> included.put(scope, Set.copyOf(names.texts())));
          quirks.add(new Quirk.ImpliedScopes(included));
        });
  }
}
