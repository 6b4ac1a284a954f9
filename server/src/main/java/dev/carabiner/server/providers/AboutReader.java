package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads what people need to know of a provider.
final class AboutReader {
  private static final Set<String> API_KEYS =
      Set.of("base_url", "extra_headers", "user_agent_required", "note");
  private static final Set<String> API_KEYS_LATER =
      Set.of("token_in", "header_name", "header_format", "query_name", "extra_query");
  private static final Set<String> SETUP_KEYS = Set.of("console_url", "callback_rules", "callback");
  private static final Set<String> CALLBACK_KEYS = Set.of("http_hosts", "raw_ip", "public_domain");
  private static final Api NO_API = new Api(Optional.empty(), Map.of(), Optional.empty());

  private AboutReader() {}

  static About read(YamlTree.Branch entry) {
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
        entry.get("api", tree -> api(tree.branch()), NO_API),
        Keys.text(entry, "notes"));
  }

  private static Api api(YamlTree.Branch branch) {
    Keys.allow(branch, API_KEYS, API_KEYS_LATER);
    branch.get("user_agent_required").ifPresent(Keys::yes);
    return new Api(
        branch.get("base_url").map(Keys::template),
        branch.get("extra_headers", tree -> Keys.templates(tree, Set.of("client_id")), Map.of()),
        Keys.text(branch, "note"));
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
