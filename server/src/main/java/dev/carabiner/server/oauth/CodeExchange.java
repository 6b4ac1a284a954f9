package dev.carabiner.server.oauth;

import dev.carabiner.vault.Secret;
import java.util.List;
import java.util.Optional;

/// What a code exchange needs (RFC 6749 section 4.1.3, RFC 7636 section 4.5).
///
/// @param code as the callback brought it
/// @param redirectUri byte for byte as in the authorization request
/// @param codeVerifier absent where no challenge was sent
/// @param scopes those requested; never sent, the answer is read by them
public record CodeExchange(
    Secret code, String redirectUri, Optional<Secret> codeVerifier, List<String> scopes) {
  public CodeExchange {
    scopes = List.copyOf(scopes);
  }
}
