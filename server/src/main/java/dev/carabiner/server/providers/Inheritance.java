package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Completes an entry with what it inherits: from the built-in entry that has its id, or from the
/// one that it is a variant of, key by key. A key without a value (`~`) inherits nothing.
final class Inheritance {
  private final Function<String, Optional<YamlTree.Branch>> builtIn;
  private final Function<String, Optional<YamlTree.Branch>> all;

  /// @param builtIn the entries to lay over, as they are written
  /// @param all the entries to be a variant of, as they are written
  Inheritance(
      Function<String, Optional<YamlTree.Branch>> builtIn,
      Function<String, Optional<YamlTree.Branch>> all) {
    this.builtIn = builtIn;
    this.all = all;
  }

  /// The entry with what it inherits.
  ///
  /// @throws dev.carabiner.server.base.SettingsProblem when it is a variant of nothing known
  YamlTree.Branch whole(YamlTree.Branch entry) {
    return whole(entry, new HashSet<>());
  }

  private YamlTree.Branch whole(YamlTree.Branch entry, Set<String> seen) {
    var variantOf = entry.get("variant_of");
    if (variantOf.isEmpty()) return builtIn(entry, seen);
    var id = variantOf.get().text();
    var parent = all.apply(id);
    if (parent.isEmpty()) throw variantOf.get().problem("is not the id of a catalogue entry");
    if (!seen.add("variant of " + id)) return entry;
    return laidOver(whole(parent.get(), seen), entry, id.equals(entry.need("id").text()));
  }

  private YamlTree.Branch builtIn(YamlTree.Branch entry, Set<String> seen) {
    var below = builtIn.apply(entry.need("id").text());
    if (below.isEmpty() || below.get().equals(entry)) return entry;
    return laidOver(whole(below.get(), seen), entry, true);
  }

  private static YamlTree.Branch laidOver(
      YamlTree.Branch below, YamlTree.Branch above, boolean sameEntry) {
    var members = new LinkedHashMap<>(below.members());
    if (!sameEntry) members.keySet().removeAll(EntryKeys.OWN);
    if (above.get("issuer").isPresent() && above.get("token_endpoint").isEmpty())
      members.keySet().removeAll(EntryKeys.OF_THE_ISSUER);
    members.putAll(above.members());
    return new YamlTree.Branch(above.place(), members);
  }
}
