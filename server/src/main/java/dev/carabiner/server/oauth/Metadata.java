package dev.carabiner.server.oauth;

import dev.carabiner.server.providers.ClientAuthentication;
import dev.carabiner.server.providers.Endpoint;
import java.net.URI;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an authorization server says of itself (RFC 8414 section 2, OpenID Connect Discovery
/// section 3).
///
/// @param issuer the one that was asked for
/// @param endpoints those that it names and that may be addresses
/// @param clientAuthentication the way that we prefer of those it takes, Basic first
/// @param pkce whether it says that it takes S256
/// @param issuerInCallback whether it promises `iss` in its callbacks (RFC 9207 section 3)
/// @param offers what it says of clients and requests beyond that
/// @param keys where the keys are that it signs with, if it says
record Metadata(
    String issuer,
    Map<Endpoint, URI> endpoints,
    ClientAuthentication clientAuthentication,
    boolean pkce,
    boolean issuerInCallback,
    Offers offers,
    Optional<URI> keys) {
  Metadata {
    var copy = new EnumMap<Endpoint, URI>(Endpoint.class);
    copy.putAll(endpoints);
    endpoints = Collections.unmodifiableMap(copy);
  }

  /// What an authorization server says of clients and requests.
  ///
  /// @param clientDocuments whether a client may be named by the address of its metadata document
  /// @param publicClients whether clients without a secret are taken; also where it says nothing of
  ///   it and takes client documents
  /// @param signedClients whether clients are taken that sign with a key of their own
  /// @param pushed whether it takes pushed authorization requests only (RFC 9126 section 5)
  /// @param scopes those that it supports, as far as it says
  /// @param proofs the algorithms of proofs that it takes (RFC 9449 section 5.1), as far as it says
  record Offers(
      boolean clientDocuments,
      boolean publicClients,
      boolean signedClients,
      boolean pushed,
      List<String> scopes,
      List<String> proofs) {
    static final Offers NONE = new Offers(false, false, false, false, List.of(), List.of());

    Offers {
      scopes = List.copyOf(scopes);
      proofs = List.copyOf(proofs);
    }

    /// Which clients may be named by their document: public ones rather than those that sign.
    Terms.Documents documents() {
      if (!clientDocuments) return Terms.Documents.NONE;
      if (publicClients) return Terms.Documents.PUBLIC;
      return signedClients ? Terms.Documents.SIGNED : Terms.Documents.NONE;
    }
  }
}
