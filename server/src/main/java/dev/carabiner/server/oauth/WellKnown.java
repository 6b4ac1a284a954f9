package dev.carabiner.server.oauth;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Where an issuer's metadata may be, in the order to look.
final class WellKnown {
  private static final String OAUTH = "/.well-known/oauth-authorization-server";
  private static final String OPENID = "/.well-known/openid-configuration";

  private WellKnown() {}

  /// The addresses for `issuer`: both names between host and path (RFC 8414 section 3.1), then the
  /// OpenID name behind the path (OpenID Connect Discovery section 4). Empty when the issuer is no
  /// plain http or https URL without query.
  static Optional<List<URI>> of(String issuer) {
    return EndpointUri.parse(issuer)
        .filter(uri -> uri.getRawQuery() == null)
        .map(WellKnown::places);
  }

  private static List<URI> places(URI issuer) {
    var root = issuer.getScheme() + "://" + issuer.getRawAuthority();
    var path = issuer.getRawPath() == null ? "" : issuer.getRawPath();
    if (path.endsWith("/")) path = path.substring(0, path.length() - 1);
    var inserted = List.of(URI.create(root + OAUTH + path), URI.create(root + OPENID + path));
    if (path.isEmpty()) return inserted;
    return List.of(inserted.get(0), inserted.get(1), URI.create(root + path + OPENID));
  }
}
