package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads what people need to know of a provider.
final class AboutReader {
  private static final Set<String> SETUP_KEYS = Set.of("console_url", "callback_rules", "callback");
  private static final Set<String> CALLBACK_KEYS = Set.of("http_hosts", "raw_ip", "public_domain");

  private AboutReader() {}

  static About read(YamlTree.Branch entry, Addresses addresses) {
    return new About(
        entry.need("name").text(),
        Keys.text(entry, "docs"),
        entry.get("categories", YamlTree::texts, List.of()),
        new About.Standing(
            Keys.text(entry, "confidence"),
            Keys.text(entry, "variant_of"),
            entry.get("deprecated", Keys::yes, false)),
        entry.get(
            "setup",
            tree -> registration(tree.branch()),
            new About.Registration(Optional.empty(), CallbackRules.UNKNOWN)),
        entry.get(
            "api",
            tree -> ApiReader.read(tree.branch(), PlaceNames.ofCall(entry, addresses)),
            Api.UNKNOWN),
        Keys.text(entry, "notes"));
  }

  private static About.Registration registration(YamlTree.Branch branch) {
    Keys.allow(branch, SETUP_KEYS, Set.of());
    var words = Keys.text(branch, "callback_rules");
    var rules =
        branch.get(
            "callback",
            tree -> callbackRules(tree.branch(), words),
            new CallbackRules(words, Optional.empty(), true, false));
    return new About.Registration(Keys.text(branch, "console_url"), rules);
  }

  private static CallbackRules callbackRules(YamlTree.Branch branch, Optional<String> words) {
    Keys.allow(branch, CALLBACK_KEYS, Set.of());
    return new CallbackRules(
        words,
        branch.get("http_hosts").map(tree -> Set.copyOf(tree.texts())),
        branch.get("raw_ip", Keys::yes, true),
        branch.get("public_domain", Keys::yes, false));
  }
}
