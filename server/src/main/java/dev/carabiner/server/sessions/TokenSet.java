package dev.carabiner.server.sessions;

import dev.carabiner.vault.Sealed;
import java.time.Instant;
import java.util.Optional;

/// The tokens of one generation, sealed to their session, field and generation.
///
/// @param accessToken the sealed access token
/// @param refreshToken the sealed refresh token, where the provider gave one
/// @param start when its life began: the store's time at the claim plus what passed until the
///   request went out, so that [#end] is never later than the provider's truth
/// @param end when the access token dies; absent for a token without end
public record TokenSet(
    Sealed accessToken, Optional<Sealed> refreshToken, Instant start, Optional<Instant> end) {}
