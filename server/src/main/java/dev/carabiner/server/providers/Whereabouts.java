package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Whether two entries may send what is secret to different places.
public final class Whereabouts {
  /// The keys that say nothing of where anything is sent. All others count, those to come among
  /// them.
  private static final Set<String> NOWHERE =
      Set.of(
          "id",
          "name",
          "categories",
          "depth",
          "deprecated",
          "docs",
          "notes",
          "sources",
          "cross_check",
          "confidence",
          "setup",
          "scope_separator",
          "scope_space_encoding",
          "scope_parameter",
          "scope_parameters",
          "default_scopes",
          "scopes",
          "scope_aliases",
          "unreported_scopes",
          "implied_scopes",
          "pkce",
          "pkce_method",
          "pkce_note",
          "lifecycle",
          "limits",
          "errors",
          "token_response");

  private Whereabouts() {}

  /// Whether calls of the one may go elsewhere than those of the other.
  public static boolean differ(YamlTree.Branch before, YamlTree.Branch after) {
    var names = new HashSet<>(before.members().keySet());
    names.addAll(after.members().keySet());
    names.removeAll(NOWHERE);
    return names.stream().anyMatch(name -> !text(before, name).equals(text(after, name)));
  }

  private static Optional<String> text(YamlTree.Branch entry, String name) {
    return entry.get(name).map(EntryText::of);
  }
}
