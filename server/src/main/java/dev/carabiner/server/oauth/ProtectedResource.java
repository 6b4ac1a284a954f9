package dev.carabiner.server.oauth;

import java.util.List;

/// What a protected resource says of itself (RFC 9728 section 2).
///
/// @param resource its identifier, to be named in requests for tokens (RFC 8707)
/// @param authorizationServers the issuers that it trusts; none: it is one of the old kind, that is
///   its own authorization server
/// @param scopes those of its challenge, or else those that it supports
/// @param boundTokens whether it takes no tokens but those bound to a key (RFC 9449)
record ProtectedResource(
    String resource, List<String> authorizationServers, List<String> scopes, boolean boundTokens) {
  ProtectedResource {
    authorizationServers = List.copyOf(authorizationServers);
    scopes = List.copyOf(scopes);
  }
}
