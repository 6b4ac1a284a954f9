package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import java.util.Map;
import java.util.Set;

/// Reads how a provider's API is called.
final class ApiReader {
  private static final Set<String> KEYS =
      Set.of(
          "base_url",
          "token_in",
          "header_name",
          "header_format",
          "query_name",
          "extra_headers",
          "extra_query",
          "user_agent_required",
          "errors",
          "note");

  private ApiReader() {}

  /// Where the token goes.
  private enum TokenIn {
    HEADER,
    QUERY
  }

  static Api read(YamlTree.Branch branch, Set<String> names) {
    Keys.allow(branch, KEYS, Set.of());
    // ours is on every call, wanted or not
    branch.get("user_agent_required").ifPresent(Keys::yes);
    branch.get("errors").ifPresent(YamlTree::text);
    return new Api(
        branch.get("base_url").map(Keys::template),
        tokenPlace(branch, names),
        branch.get("extra_headers", tree -> Keys.templates(tree, names), Map.of()),
        branch.get("extra_query", tree -> Keys.templates(tree, names), Map.of()),
        Keys.text(branch, "note"));
  }

  private static TokenPlace tokenPlace(YamlTree.Branch branch, Set<String> names) {
    if (Keys.choice(branch, "token_in", TokenIn.class).filter(TokenIn.QUERY::equals).isPresent())
      return new TokenPlace.Query(branch.get("query_name", YamlTree::text, "access_token"));
    return new TokenPlace.Header(
        branch.get("header_name", YamlTree::text, "Authorization"),
        branch.get(
            "header_format",
            tree -> Keys.template(tree, names),
            new Template("Bearer ${access_token}")));
  }
}
