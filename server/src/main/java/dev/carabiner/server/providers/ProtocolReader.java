package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import java.util.List;
import java.util.Set;

/// Reads how a provider speaks where the standard leaves a choice.
final class ProtocolReader {
  private static final Set<String> SCOPE_KEYS = Set.of("scope", "description");
  private static final Set<String> ACCOUNT_KEYS = Set.of("id", "name", "email", "claims", "kept");
  private static final Set<String> PATH_KEYS = Set.of("id", "name", "email");

  private ProtocolReader() {}

  static Protocol read(YamlTree.Branch entry, Addresses addresses) {
    return new Protocol(
        entry.get("default_scopes", YamlTree::texts, List.of()),
        entry.get("scopes", ProtocolReader::scopes, List.of()),
        Keys.choice(entry, "pkce", Pkce.class).orElse(Pkce.UNKNOWN),
        Keys.choice(entry, "client_auth", ClientAuthentication.class),
        entry.get("issuer_in_callback", Keys::yes, false),
        RevocationReader.read(entry, addresses),
        account(entry));
  }

  private static List<KnownScope> scopes(YamlTree tree) {
    return tree.row().stream().map(item -> scope(item.branch())).toList();
  }

  private static KnownScope scope(YamlTree.Branch branch) {
    Keys.allow(branch, SCOPE_KEYS, Set.of());
    return new KnownScope(branch.need("scope").text(), branch.need("description").text());
  }

  private static AccountRules account(YamlTree.Branch entry) {
    var claims = AccountRules.STANDARD_CLAIMS;
    if (entry.get("account").isEmpty()) return AccountRules.UNKNOWN;
    var account = entry.need("account").branch();
    Keys.allow(account, ACCOUNT_KEYS, Set.of());
    return new AccountRules(
        account.get("claims", tree -> onlyPaths(tree.branch(), claims), claims),
        paths(account, claims),
        account.get(
            "kept", tree -> onlyPaths(tree.branch(), AccountRules.NOWHERE), AccountRules.NOWHERE),
        account.get("id").isPresent());
  }

  private static AccountRules.Paths onlyPaths(
      YamlTree.Branch branch, AccountRules.Paths otherwise) {
    Keys.allow(branch, PATH_KEYS, Set.of());
    return paths(branch, otherwise);
  }

  private static AccountRules.Paths paths(YamlTree.Branch branch, AccountRules.Paths otherwise) {
    return new AccountRules.Paths(
        branch.get("id", Keys::oneOrMore, otherwise.id()),
        branch.get("name", Keys::oneOrMore, otherwise.name()),
        branch.get("email", Keys::oneOrMore, otherwise.email()));
  }
}
