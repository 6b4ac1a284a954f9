package dev.carabiner.server.oauth;

import dev.carabiner.vault.Secret;
import java.util.List;
import java.util.Optional;

/// What a code exchange needs (RFC 6749 section 4.1.3, RFC 7636 section 4.5).
///
/// @param code as the callback brought it
/// @param redirectUri byte for byte as in the authorization request
/// @param codeVerifier absent where no challenge was sent
/// @param scopes those requested; the answer is read by them, and providers that want them repeated
///   are sent them
/// @param state that of the flow; sent only to providers that want it repeated
public record CodeExchange(
    Secret code,
    String redirectUri,
    Optional<Secret> codeVerifier,
    List<String> scopes,
    Optional<Secret> state) {
  public CodeExchange {
    scopes = List.copyOf(scopes);
  }

  /// Without a state to repeat.
  public CodeExchange(
      Secret code, String redirectUri, Optional<Secret> codeVerifier, List<String> scopes) {
    this(code, redirectUri, codeVerifier, scopes, Optional.empty());
  }
}
