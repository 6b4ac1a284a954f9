package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.providers.RevocationRules.TokenChoice;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Reads how a grant is ended.
final class RevocationReader {
  private static final Set<String> KEYS =
      CallReader.keysAnd("style", "token", "page", "ends", "gone", "success_field");

  private RevocationReader() {}

  /// How much one revoked token takes along.
  private enum Ends {
    GRANT,
    TOKEN
  }

  static RevocationRules read(YamlTree.Branch entry, Addresses addresses) {
    var standard = new RevocationRules.Standard(Optional.empty(), TokenChoice.EITHER, false);
    if (entry.get("revocation").isEmpty())
      return new RevocationRules(standard, true, Optional.empty(), Optional.empty());
    var branch = entry.need("revocation").branch();
    Keys.allow(branch, KEYS, Set.of());
    var ends = Keys.choice(branch, "ends", Ends.class).orElse(Ends.GRANT);
    return new RevocationRules(
        way(branch, PlaceNames.ofCall(entry, addresses)),
        ends == Ends.GRANT,
        Keys.text(branch, "note"),
        page(branch));
  }

  private static Optional<String> page(YamlTree.Branch branch) {
    var page = Keys.text(branch, "page");
    if (page.filter(url -> !url.startsWith("https://")).isPresent())
      throw branch.need("page").problem("must be an https URL");
    return page;
  }

  private static RevocationRules.Way way(YamlTree.Branch branch, Set<String> names) {
    return switch (branch.get("style", YamlTree::text, "rfc7009")) {
      case "rfc7009" -> standard(branch, names);
      case "custom" -> custom(branch, names);
      case "none" -> new RevocationRules.None();
      default -> throw branch.need("style").problem("must be one of rfc7009, custom, none");
    };
  }

  private static RevocationRules.Standard standard(YamlTree.Branch branch, Set<String> names) {
    for (var key : Set.of("method", "url", "params", "params_in", "gone", "success_field"))
      branch
          .get(key)
          .ifPresent(tree -> {
            throw tree.problem("needs the style custom");
          });
    var body = Keys.choice(branch, "body", ProviderCall.Body.class);
    if (body.filter(ProviderCall.Body.EMPTY::equals).isPresent())
      throw branch.need("body").problem("must be form or json, since the token is in it");
    return new RevocationRules.Standard(
        branch.get("auth").map(tree -> CallReader.authentication(tree, names)),
        Keys.choice(branch, "token", TokenChoice.class).orElse(TokenChoice.EITHER),
        body.filter(ProviderCall.Body.JSON::equals).isPresent());
  }

  private static RevocationRules.Custom custom(YamlTree.Branch branch, Set<String> names) {
    var call = CallReader.read(branch, "POST", names);
    return new RevocationRules.Custom(
        branch.get("auth").isPresent()
            ? call
            : new ProviderCall(
                call.method(),
                call.url(),
                Optional.of(new CallAuthentication.None()),
                call.content()),
        Keys.choice(branch, "token", TokenChoice.class).orElse(TokenChoice.ACCESS),
        branch.get("gone", RevocationReader::statuses, Set.of()),
        branch.get("success_field").map(AnswerQuirkReader::path));
  }

  private static Set<Integer> statuses(YamlTree tree) {
    var statuses = new HashSet<Integer>();
    for (var item : tree.row()) {
      if (!item.text().matches("[2-4]\\d\\d"))
        throw item.problem("must be a status from 200 to 499");
      statuses.add(Integer.valueOf(item.text()));
    }
    return statuses;
  }
}
