package dev.carabiner.server.oauth;

import dev.carabiner.server.providers.ClientAuthentication;
import dev.carabiner.server.providers.Endpoint;
import java.net.URI;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// What an authorization server says of itself (RFC 8414 section 2, OpenID Connect Discovery
/// section 3).
///
/// @param issuer the one that was asked for
/// @param endpoints those that it names and that may be addresses
/// @param clientAuthentication the way that we prefer of those it takes, Basic first
/// @param pkce whether it says that it takes S256
/// @param issuerInCallback whether it promises `iss` in its callbacks (RFC 9207 section 3)
record Metadata(
    String issuer,
    Map<Endpoint, URI> endpoints,
    ClientAuthentication clientAuthentication,
    boolean pkce,
    boolean issuerInCallback) {
  Metadata {
    var copy = new EnumMap<Endpoint, URI>(Endpoint.class);
    copy.putAll(endpoints);
    endpoints = Collections.unmodifiableMap(copy);
  }
}
