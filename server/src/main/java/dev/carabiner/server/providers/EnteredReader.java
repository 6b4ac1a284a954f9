package dev.carabiner.server.providers;

import dev.carabiner.server.base.YamlTree;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads what users type in place of a way over the provider.
final class EnteredReader {
  /// The fields of a client of the user's own; their ids are those of RFC 6749 section 2.3.1.
  private static final List<EnteredCredentials.Field> CLIENT =
      List.of(
          new EnteredCredentials.Field(
              "client_id", "Client ID", "", EnteredCredentials.Field.VISIBLE, false),
          new EnteredCredentials.Field(
              "client_secret", "Client secret", "", EnteredCredentials.Field.VISIBLE, true));

  private static final Set<String> FIELD_KEYS = Set.of("id", "label", "help", "pattern", "secret");

  private EnteredReader() {}

  /// The ways to a grant.
  private enum Way {
    AUTHORIZATION_CODE,
    CLIENT_CREDENTIALS,
    API_KEY,
    IDENTITY_ASSERTION
  }

  /// The addresses that the entry cannot do without.
  static List<Endpoint> needed(YamlTree.Branch entry) {
    return switch (way(entry)) {
      case AUTHORIZATION_CODE -> List.of(Endpoint.AUTHORIZATION, Endpoint.TOKEN);
      case CLIENT_CREDENTIALS, IDENTITY_ASSERTION -> List.of(Endpoint.TOKEN);
      case API_KEY -> List.of();
    };
  }

  static void read(YamlTree.Branch entry, Set<String> names, List<Quirk> quirks) {
    switch (way(entry)) {
      case AUTHORIZATION_CODE -> {
        refuse(entry, "fields", "needs grant: api_key");
        refuse(entry, "check", "needs grant: api_key");
      }
      case CLIENT_CREDENTIALS -> {
        refuse(entry, "fields", "are client_id and client_secret; leave this out");
        refuse(entry, "check", "is not needed: the token endpoint checks; leave this out");
        quirks.add(
            new Quirk.Entered(
                new EnteredCredentials(
                    EnteredCredentials.Kind.CLIENT_CREDENTIALS, CLIENT, Optional.empty())));
      }
      case API_KEY -> quirks.add(new Quirk.Entered(key(entry, names)));
      case IDENTITY_ASSERTION -> {
        refuse(entry, "fields", "needs grant: api_key");
        refuse(entry, "check", "needs grant: api_key");
        if (entry.get("issuer").isEmpty() && entry.get("mcp_server").isEmpty())
          throw entry.problem(
              "needs the key issuer, or mcp_server: assertions are made out to the issuer");
        quirks.add(new Quirk.IdentityAssertion());
      }
    }
  }

  private static EnteredCredentials key(YamlTree.Branch entry, Set<String> names) {
    var tree = entry.need("fields");
    var fields = tree.row().stream().map(item -> field(item.branch())).toList();
    var ids = new HashSet<String>();
    for (var field : fields) if (!ids.add(field.id())) throw tree.problem("names a field twice");
    if (fields.stream().filter(EnteredCredentials.Field::secret).count() != 1)
      throw tree.problem("needs exactly one field with secret: true, which is the key");
    var check =
        entry
            .get("check")
            .map(call -> {
              Keys.allow(call.branch(), CallReader.KEYS, Set.of());
              return CallReader.read(call.branch(), "GET", names);
            });
    return new EnteredCredentials(EnteredCredentials.Kind.API_KEY, fields, check);
  }

  private static EnteredCredentials.Field field(YamlTree.Branch branch) {
    Keys.allow(branch, FIELD_KEYS, Set.of());
    try {
      return new EnteredCredentials.Field(
          branch.need("id").text(),
          branch.need("label").text(),
          branch.get("help", YamlTree::text, ""),
          branch.get("pattern", YamlTree::text, EnteredCredentials.Field.VISIBLE),
          branch.get("secret", Keys::yes, false));
    } catch (IllegalArgumentException wrong) {
      throw branch.problem(String.valueOf(wrong.getMessage()));
    }
  }

  private static Way way(YamlTree.Branch entry) {
    return Keys.choice(entry, "grant", Way.class).orElse(Way.AUTHORIZATION_CODE);
  }

  private static void refuse(YamlTree.Branch entry, String key, String why) {
    entry
        .get(key)
        .ifPresent(tree -> {
          throw tree.problem(why);
        });
  }
}
