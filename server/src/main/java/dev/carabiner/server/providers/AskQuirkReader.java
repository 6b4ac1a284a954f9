package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads how the authorization request deviates, its scopes apart.
final class AskQuirkReader {
  private static final Pattern FRAGMENT = Pattern.compile("[A-Za-z0-9._~/=-]{1,100}");

  private AskQuirkReader() {}

  /// @param values what templates may name
  static void read(YamlTree.Branch entry, Set<String> values, List<Quirk> quirks) {
    entry.get("parameter_names").ifPresent(tree -> quirks.add(ParameterNamesReader.read(tree)));
    entry
        .get("authorization_client_id")
        .ifPresent(
            tree -> quirks.add(new AskQuirk.AuthorizationClientId(Keys.template(tree, values))));
    fragment(entry, quirks);
    redirectUri(entry, values, quirks);
    entry
        .get("pkce_method")
        .ifPresent(tree -> {
          switch (tree.text()) {
            case "S256" -> {}
            case "S256_hex" -> quirks.add(new AskQuirk.HexadecimalCodeChallenge());
            case "plain" -> quirks.add(new AskQuirk.PlainCodeChallenge());
            default -> throw tree.problem("must be one of S256, S256_hex, plain");
          }
        });
    if (NamedQuirks.of(entry).contains("install_flow")) quirks.add(new AskQuirk.InstallFlow());
  }

  private static void fragment(YamlTree.Branch entry, List<Quirk> quirks) {
    var hash = entry.get(Endpoint.AUTHORIZATION.key()).filter(tree -> tree.text().contains("#"));
    if (NamedQuirks.of(entry).contains("authorization_in_fragment")
        && entry.get("authorization_fragment").isEmpty())
      quirks.add(new AskQuirk.AuthorizationInFragment());
    entry
        .get("authorization_fragment")
        .ifPresent(tree -> {
          if (hash.isPresent())
            throw tree.problem("stands beside an authorization_endpoint that has a # itself");
          if (!FRAGMENT.matcher(tree.text()).matches())
            throw tree.problem("must be letters, digits and ._~/=-, at most 100");
          quirks.add(new AskQuirk.AuthorizationFragment(tree.text()));
        });
  }

  private static void redirectUri(YamlTree.Branch entry, Set<String> values, List<Quirk> quirks) {
    var alias = entry.get("redirect_uri_value");
    alias.ifPresent(tree -> quirks.add(new AskQuirk.RedirectUriAlias(Keys.template(tree, values))));
    var state = entry.get("state_in_redirect_uri").filter(Keys::yes);
    if (state.isEmpty()) return;
    if (alias.isPresent())
      throw state.get().problem("stands beside redirect_uri_value; only one may be there");
    quirks.add(new AskQuirk.StateInRedirectUri());
  }
}
