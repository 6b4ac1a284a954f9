package dev.carabiner.server.oauth;

import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.util.List;

/// What a refresh needs (RFC 6749 section 6).
///
/// @param refreshToken the newest there is
/// @param scopes those requested; the answer is read by them, and providers that want them repeated
///   are sent them
/// @param redirectUri that of the app; sent only to providers that want it repeated
/// @param latest how long an answer is worth having; who asks decides after less
public record RefreshRequest(
    Secret refreshToken, List<String> scopes, String redirectUri, Duration latest) {
  public RefreshRequest {
    scopes = List.copyOf(scopes);
  }
}
