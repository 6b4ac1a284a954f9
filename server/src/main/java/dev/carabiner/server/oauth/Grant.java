package dev.carabiner.server.oauth;

import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a token answer granted (RFC 6749 section 5.1).
///
/// @param accessToken 1 byte to 16 KiB of visible characters
/// @param refreshToken absent: the old one stays valid (RFC 6749 section 6)
/// @param lifetime of the access token from the moment the request was sent; absent: neither the
///   answer nor the token itself says, or they say nonsense
/// @param refreshLifetime of the refresh token, where the answer says
/// @param scopes those granted, in the names asked for; absent: the answer does not say, so those
///   requested
/// @param kept further values that the catalogue wants kept
/// @param idToken the OpenID Connect ID token, unchecked
public record Grant(
    Secret accessToken,
    Optional<Secret> refreshToken,
    Optional<Duration> lifetime,
    Optional<Duration> refreshLifetime,
    Optional<List<String>> scopes,
    Map<String, Secret> kept,
    Optional<Secret> idToken) {
  public Grant {
    scopes = scopes.map(List::copyOf);
    kept = Map.copyOf(kept);
  }

  /// The same, to be refreshed by that credential whatever the answer held.
  Grant refreshedBy(Secret credential) {
    return refreshedBy(Optional.of(credential), Optional.empty());
  }

  /// The same for a credential that dies after that time.
  Grant refreshedBy(Secret credential, Duration life) {
    return refreshedBy(Optional.of(credential), Optional.of(life));
  }

  /// The same without a refresh token: what refreshed it before stays.
  Grant refreshedAsBefore() {
    return refreshedBy(Optional.empty(), Optional.empty());
  }

  private Grant refreshedBy(Optional<Secret> credential, Optional<Duration> life) {
    return new Grant(accessToken, credential, lifetime, life, scopes, kept, idToken);
  }

  /// This grant, made from an earlier one, which told what this one does not.
  Grant after(Grant earlier) {
    var all = new HashMap<>(earlier.kept());
    all.putAll(kept);
    return new Grant(
        accessToken,
        refreshToken.or(earlier::refreshToken),
        lifetime,
        refreshLifetime,
        scopes.or(earlier::scopes),
        all,
        idToken.or(earlier::idToken));
  }

  /// The same with further kept values.
  Grant keeping(Map<String, Secret> further) {
    if (further.isEmpty()) return this;
    var all = new KeptValues(kept).with(further).values();
    return new Grant(accessToken, refreshToken, lifetime, refreshLifetime, scopes, all, idToken);
  }
}
