package dev.carabiner.sandbox;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A well-formed request for consent (RFC 6749 section 4.1.1).
 *
 * @param redirectUri one that is registered for the client
 * @param codeChallenge the S256 challenge of RFC 7636
 */
record AuthorizationRequest(
    RegisteredClient client,
    String redirectUri,
    Optional<String> state,
    Set<String> scopes,
    Optional<String> codeChallenge,
    Optional<String> nonce,
    Optional<String> loginHint) {
  AuthorizationRequest {
    scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
  }
}
