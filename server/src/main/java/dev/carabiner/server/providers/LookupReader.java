package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the calls that ask a provider about a token or an account.
final class LookupReader {
  private static final Set<String> INTROSPECTION_KEYS =
      CallReader.keysAnd("style", "keep", "expires_in", "expires_at", "expires_at_format");
  private static final Set<String> LOOKUP_KEYS = CallReader.keysAnd("keep");

  private LookupReader() {}

  static void read(YamlTree.Branch entry, Set<String> names, List<Quirk> quirks) {
    entry.get("introspection").ifPresent(tree -> introspection(tree.branch(), names, quirks));
    entry
        .get("userinfo")
        .ifPresent(tree -> {
          Keys.allow(tree.branch(), CallReader.KEYS, Set.of());
          quirks.add(new Quirk.OwnUserinfo(CallReader.read(tree.branch(), "GET", names)));
        });
    entry
        .get("after_connect")
        .ifPresent(tree -> {
          Keys.allow(tree.branch(), LOOKUP_KEYS, Set.of());
          quirks.add(
              new Quirk.LookupAfterConnect(
                  CallReader.read(tree.branch(), "GET", names), keep(tree.branch())));
        });
  }

  private static void introspection(YamlTree.Branch branch, Set<String> names, List<Quirk> quirks) {
    Keys.allow(branch, INTROSPECTION_KEYS, Set.of());
    switch (branch.get("style", YamlTree::text, "rfc7662")) {
      case "rfc7662", "none" -> {}
      case "custom" ->
          quirks.add(
              new Quirk.OwnIntrospection(
                  CallReader.read(branch, "POST", names),
                  branch.get("expires_in", AnswerQuirkReader::path, "expires_in"),
                  AnswerQuirkReader.time(branch)));
      default -> throw branch.need("style").problem("must be one of rfc7662, custom, none");
    }
    keep(branch);
  }

  private static Map<String, String> keep(YamlTree.Branch branch) {
    return branch.get(
        "keep",
        tree -> {
          tree.branch().members().values().forEach(AnswerQuirkReader::path);
          return tree.textMap();
        },
        Map.of());
  }
}
