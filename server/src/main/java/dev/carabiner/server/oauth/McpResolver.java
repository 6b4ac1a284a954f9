package dev.carabiner.server.oauth;

import dev.carabiner.server.providers.ClientAuthentication;
import dev.carabiner.server.providers.Endpoint;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the authorization server of a remote MCP server.
///
/// The server's own description names it. A server without one is of the old kind: it is its own
/// authorization server, with metadata at its root or, without that, with endpoints at the
/// customary places.
final class McpResolver {
  private static final String OFFLINE_ACCESS = "offline_access";

  private final ProtectedResources resources;
  private final Discovery discovery;

  McpResolver(ProtectedResources resources, Discovery discovery) {
    this.resources = resources;
    this.discovery = discovery;
  }

  /// How the look for it ended.
  sealed interface Outcome {
    /// It is known.
    ///
    /// @param resource as it describes itself
    /// @param scopes for an app that names none
    record Found(ProtectedResource resource, Metadata metadata, List<String> scopes)
        implements Outcome {}

    /// A later try may succeed.
    record Unreachable(String why) implements Outcome {}

    /// Nobody may be sent there.
    record Unusable(String why) implements Outcome {}
  }

  /// What is looked for.
  ///
  /// @param fresh whether the server is asked again after a minute
  /// @param codes whether tokens come by authorization codes, which have to be challenged, and live
  ///   on without their user
  record Wanted(boolean fresh, boolean codes) {}

  /// The authorization server of the MCP server at `url`.
  ///
  /// @param pinned the only issuer that will do, where somebody said so; else the first of those
  ///   that the server names
  Outcome resolve(String url, Optional<String> pinned, Wanted wanted) {
    var server = EndpointUri.parse(url).map(McpResolver::canonical);
    if (server.isEmpty()) return new Outcome.Unusable("the MCP server's address is no http URL");
    return switch (resources.of(server.get(), wanted.fresh())) {
      case ProtectedResources.Outcome.Unreachable(var why) -> new Outcome.Unreachable(why);
      case ProtectedResources.Outcome.Unusable(var why) -> new Outcome.Unusable(why);
      case ProtectedResources.Outcome.Found(var resource) ->
          resource.authorizationServers().isEmpty()
              ? found(resource, ofOldKind(server.get()), wanted.codes())
              : found(resource, chosen(resource, pinned), wanted.codes());
    };
  }

  /// Which of several is chosen must not hang on which one answers at the moment: grants belong to
  /// one.
  private Discovered chosen(ProtectedResource resource, Optional<String> pinned) {
    if (pinned.isEmpty()) return discovery.of(resource.authorizationServers().getFirst());
    return resource.authorizationServers().contains(pinned.get())
        ? discovery.of(pinned.get())
        : new Discovered.Unusable("the MCP server does not trust the issuer " + pinned.get());
  }

  private Discovered ofOldKind(URI server) {
    var root = EndpointUri.origin(server);
    return switch (discovery.atRoot(root)) {
      case Discovered.Found found -> found;
      case Discovered.Unreachable unreachable -> unreachable;
      case Discovered.Unusable _ -> new Discovered.Found(customary(root));
    };
  }

  private static Metadata customary(String root) {
    return new Metadata(
        root,
        Map.of(
            Endpoint.AUTHORIZATION, URI.create(root + "/authorize"),
            Endpoint.TOKEN, URI.create(root + "/token"),
            Endpoint.REGISTRATION, URI.create(root + "/register")),
        ClientAuthentication.CLIENT_SECRET_POST,
        true,
        false,
        Metadata.Offers.NONE,
        Optional.empty());
  }

  private static Outcome found(ProtectedResource resource, Discovered discovered, boolean codes) {
    return switch (discovered) {
      case Discovered.Unreachable(var why) -> new Outcome.Unreachable(why);
      case Discovered.Unusable(var why) -> new Outcome.Unusable(why);
      case Discovered.Found(var metadata) ->
          metadata.pkce() || !codes
              ? new Outcome.Found(resource, metadata, scopes(resource, metadata, codes))
              : new Outcome.Unusable(
                  metadata.issuer() + " does not say that it takes S256 code challenges");
    };
  }

  /// A connection that ends with its first access token is of little use.
  private static List<String> scopes(ProtectedResource resource, Metadata metadata, boolean codes) {
    var scopes = new ArrayList<>(resource.scopes());
    if (codes
        && !scopes.isEmpty()
        && metadata.offers().scopes().contains(OFFLINE_ACCESS)
        && !scopes.contains(OFFLINE_ACCESS)) scopes.add(OFFLINE_ACCESS);
    return scopes;
  }

  /// Scheme and host in lower case (RFC 8707 section 2, RFC 3986 section 6.2.2.1).
  private static URI canonical(URI url) {
    var path = url.getRawPath() == null ? "" : url.getRawPath();
    var query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return URI.create(EndpointUri.origin(url) + path + query);
  }
}
