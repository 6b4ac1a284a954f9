package dev.carabiner.server.oauth;

import dev.carabiner.vault.Secret;
import java.util.List;

/// What a refresh needs (RFC 6749 section 6).
///
/// @param refreshToken the newest there is
/// @param scopes those requested; the answer is read by them, and providers that want them repeated
///   are sent them
/// @param redirectUri that of the app; sent only to providers that want it repeated
public record RefreshRequest(Secret refreshToken, List<String> scopes, String redirectUri) {
  public RefreshRequest {
    scopes = List.copyOf(scopes);
  }
}
