package dev.carabiner.sandbox;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What the token endpoint decided. */
sealed interface TokenReply {

  /** New tokens, in the clear for the only time. */
  record Issued(
      Grant grant,
      String accessToken,
      Optional<Duration> lifetime,
      Optional<String> refreshToken,
      Set<String> scopes)
      implements TokenReply {
    @Override
    public String toString() {
      return "Issued[" + grant.id() + "]";
    }
  }

  /** An OAuth error (RFC 6749 section 5.2). */
  record Refused(String error, String description) implements TokenReply {
    static Refused invalidGrant(String description) {
      return new Refused("invalid_grant", description);
    }
  }
}
