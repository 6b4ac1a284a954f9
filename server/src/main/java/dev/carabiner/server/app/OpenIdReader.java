package dev.carabiner.server.app;

import dev.carabiner.server.app.Settings.OpenId;
import dev.carabiner.server.base.YamlTree;
import dev.carabiner.server.operators.CompanyRules;
import dev.carabiner.server.operators.Role;
import dev.carabiner.server.setup.UrlValues;
import dev.carabiner.server.setup.Values;
import java.net.URI;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads what the settings say of the company's OpenID provider.
final class OpenIdReader {
  private static final String OPENID = "openid";
  private static final List<String> SCOPES = List.of(OPENID, "profile", "email");
  private static final String GROUPS = "groups";
  private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7E]{1,255}");
  private static final Pattern CLAIM = Pattern.compile("[^\\p{Cc}]{1,255}");

  private OpenIdReader() {}

  /// Empty where there is no such provider.
  static Optional<OpenId> read(YamlTree.Branch settings) {
    return settings
        .get("console")
        .flatMap(console -> console.branch().get(OPENID))
        .map(tree -> openId(tree.branch()));
  }

  private static OpenId openId(YamlTree.Branch tree) {
    var scopes =
        tree.get("scopes")
            .map(list ->
                Values.readAll(list, OpenIdReader::plain, "is empty, too long or has blanks"))
            .orElse(SCOPES);
    if (!scopes.contains(OPENID)) throw Values.wrong(tree.need("scopes"), "has no " + OPENID);
    return new OpenId(
        issuer(Values.need(tree, "issuer")),
        Values.read(
            Values.need(tree, "client-id"),
            OpenIdReader::plain,
            "is empty, too long or has blanks"),
        tree.get("client-secret").map(Values::secret),
        tree.get("name").map(Values::name),
        scopes,
        rules(tree));
  }

  private static CompanyRules rules(YamlTree.Branch tree) {
    var claim =
        tree.get("groups-claim")
            .map(name -> Values.read(name, OpenIdReader::claim, "is empty or too long"))
            .orElse(GROUPS);
    var groups = Values.need(tree, "allowed-groups").branch();
    var allowed = new EnumMap<Role, Set<String>>(Role.class);
    for (var role : Role.values())
      groups.get(role.word()).ifPresent(list -> allowed.put(role, names(list)));
    if (allowed.values().stream().allMatch(Set::isEmpty))
      throw groups.problem(
          "names no group, so nobody could come in; allowed: admin, operator, viewer");
    return new CompanyRules(claim, allowed);
  }

  private static Set<String> names(YamlTree list) {
    return new HashSet<>(Values.readAll(list, OpenIdReader::claim, "is empty or too long"));
  }

  private static String issuer(YamlTree tree) {
    var text = UrlValues.callback(tree);
    if (URI.create(text).getRawQuery() != null) throw Values.wrong(tree, "has a query");
    return text;
  }

  private static Optional<String> plain(String text) {
    return Optional.of(text).filter(one -> PLAIN.matcher(one).matches());
  }

  private static Optional<String> claim(String text) {
    return Optional.of(text).filter(one -> CLAIM.matcher(one).matches());
  }
}
