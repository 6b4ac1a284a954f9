package dev.carabiner.server.oauth;

import dev.carabiner.vault.Secret;
import java.util.Optional;

/// The newest tokens of a session that ends.
public record TokensToRevoke(Optional<Secret> refreshToken, Optional<Secret> accessToken) {}
