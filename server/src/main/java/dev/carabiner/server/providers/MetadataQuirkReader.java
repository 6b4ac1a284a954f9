package dev.carabiner.server.providers;

import static java.util.stream.Collectors.toSet;

import dev.carabiner.server.base.YamlTree;
import java.util.List;
import java.util.Set;

/// Reads what an entry says of metadata and of the registration of clients.
final class MetadataQuirkReader {
  private static final Set<String> REGISTRATION_KEYS = Set.of("method", "url", "note");

  private MetadataQuirkReader() {}

  static void read(YamlTree.Branch entry, Addresses addresses, List<Quirk> quirks) {
    var names = addresses.variables().stream().map(Variable::id).collect(toSet());
    entry
        .get("mcp_server")
        .ifPresent(tree -> quirks.add(new Quirk.McpServer(AddressReader.url(tree, names))));
    entry
        .get("resource")
        .ifPresent(tree -> quirks.add(new Quirk.TokensForResource(resource(entry, tree, names))));
    entry.get("registration").ifPresent(tree -> quirks.add(registration(tree.branch(), names)));
    if (entry.get("pushed_authorization_requests", Keys::yes, false))
      quirks.add(new Quirk.PushedAuthorization());
    entry
        .get("dpop")
        .ifPresent(tree -> {
          if (!tree.text().equals("required")) throw tree.problem("must be required");
          quirks.add(new Quirk.BoundTokens());
        });
  }

  /// A resource is a URI of any scheme, without fragment (RFC 8707 section 2).
  private static Template resource(YamlTree.Branch entry, YamlTree tree, Set<String> names) {
    if (entry.get("mcp_server").isPresent())
      throw tree.problem("is told by the MCP server itself; leave this out");
    var template = Keys.template(tree, names);
    if (template.text().contains("#") || !template.text().contains(":"))
      throw tree.problem("must be an absolute URI without fragment");
    return template;
  }

  private static Quirk registration(YamlTree.Branch branch, Set<String> names) {
    Keys.allow(branch, REGISTRATION_KEYS, Set.of());
    branch
        .get("method")
        .filter(tree -> !tree.text().equals("POST"))
        .ifPresent(tree -> {
          throw tree.problem("must be POST");
        });
    return new Quirk.ClientsRegisteredAt(AddressReader.url(branch.need("url"), names));
  }
}
