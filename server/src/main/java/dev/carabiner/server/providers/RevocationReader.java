package dev.carabiner.server.providers;

import static java.util.stream.Collectors.toSet;

import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.providers.RevocationRules.Body;
import dev.carabiner.server.providers.RevocationRules.TokenChoice;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads how a grant is ended.
final class RevocationReader {
  private static final Set<String> KEYS =
      Set.of(
          "style",
          "method",
          "url",
          "auth",
          "body",
          "params",
          "params_in",
          "token",
          "note",
          "page",
          "ends",
          "gone");
  private static final Set<String> KEYS_LATER = Set.of("success_field");
  private static final Set<String> METHODS = Set.of("POST", "DELETE", "GET");

  private RevocationReader() {}

  /// How much one revoked token takes along.
  private enum Ends {
    GRANT,
    TOKEN
  }

  /// Where parameters go.
  private enum ParamsIn {
    BODY,
    QUERY
  }

  static RevocationRules read(YamlTree.Branch entry, Addresses addresses) {
    var standard = new RevocationRules.Standard(Optional.empty(), TokenChoice.EITHER);
    if (entry.get("revocation").isEmpty())
      return new RevocationRules(standard, true, Optional.empty(), Optional.empty());
    var branch = entry.need("revocation").branch();
    Keys.allow(branch, KEYS, KEYS_LATER);
    var ends = Keys.choice(branch, "ends", Ends.class).orElse(Ends.GRANT);
    return new RevocationRules(
        way(branch, addresses), ends == Ends.GRANT, Keys.text(branch, "note"), page(branch));
  }

  private static Optional<String> page(YamlTree.Branch branch) {
    var page = Keys.text(branch, "page");
    if (page.filter(url -> !url.startsWith("https://")).isPresent())
      throw branch.need("page").problem("must be an https URL");
    return page;
  }

  private static RevocationRules.Way way(YamlTree.Branch branch, Addresses addresses) {
    return switch (branch.get("style", YamlTree::text, "rfc7009")) {
      case "rfc7009" -> standard(branch);
      case "custom" -> custom(branch, addresses);
      case "none" -> new RevocationRules.None();
      default -> throw branch.need("style").problem("must be one of rfc7009, custom, none");
    };
  }

  private static RevocationRules.Standard standard(YamlTree.Branch branch) {
    for (var key : Set.of("method", "url", "body", "params", "params_in", "gone"))
      branch
          .get(key)
          .ifPresent(tree -> {
            throw tree.problem("needs the style custom");
          });
    return new RevocationRules.Standard(
        branch.get("auth").map(RevocationReader::authentication),
        Keys.choice(branch, "token", TokenChoice.class).orElse(TokenChoice.EITHER));
  }

  private static RevocationRules.Custom custom(YamlTree.Branch branch, Addresses addresses) {
    var names = addresses.variables().stream().map(Variable::id).collect(toSet());
    names.addAll(Set.of("client_id", "access_token", "refresh_token"));
    var method = branch.get("method", YamlTree::text, "POST");
    if (!METHODS.contains(method))
      throw branch.need("method").problem("must be one of DELETE, GET, POST");
    var inParams = new HashSet<>(names);
    inParams.add("client_secret");
    return new RevocationRules.Custom(
        method,
        Keys.template(branch.need("url"), names),
        branch.get("auth", RevocationReader::authentication, CallAuthentication.NONE),
        Keys.choice(branch, "token", TokenChoice.class).orElse(TokenChoice.ACCESS),
        new RevocationRules.Content(
            Keys.choice(branch, "body", Body.class).orElse(Body.FORM),
            branch.get("params", tree -> Keys.templates(tree, inParams), Map.of()),
            Keys.choice(branch, "params_in", ParamsIn.class).orElse(ParamsIn.BODY)
                == ParamsIn.QUERY),
        branch.get("gone", RevocationReader::statuses, Set.of()));
  }

  private static CallAuthentication authentication(YamlTree tree) {
    var text = tree.text();
    if (text.equals("client_secret_bearer")
        || text.equals("app_token")
        || text.startsWith("header:")) throw Keys.notYet(tree);
    return Keys.choice(tree, CallAuthentication.class);
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
