package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the templates of an entry may name.
final class PlaceNames {
  /// Where an entry says what is kept of a connection.
  private static final List<String> KEEPERS =
      List.of("callback", "token_response", "after_connect");

  private PlaceNames() {}

  /// The entry's variables, what it keeps of a connection, and `more`.
  static Set<String> of(YamlTree.Branch entry, Addresses addresses, String... more) {
    var names = new HashSet<>(Set.of(more));
    addresses.variables().forEach(variable -> names.add(variable.id()));
    for (var keeper : KEEPERS)
      entry
          .get(keeper)
          .flatMap(tree -> tree.branch().get("keep"))
          .ifPresent(keep -> names.addAll(keep.branch().members().keySet()));
    entry
        .get("fields")
        .ifPresent(fields ->
            fields.row().stream()
                .map(YamlTree::branch)
                .filter(field -> !field.get("secret", Keys::yes, false))
                .forEach(field -> names.add(field.need("id").text())));
    return names;
  }

  /// Those of a call of the provider's own.
  static Set<String> ofCall(YamlTree.Branch entry, Addresses addresses) {
    return of(entry, addresses, "client_id", "client_secret", "access_token", "refresh_token");
  }
}
