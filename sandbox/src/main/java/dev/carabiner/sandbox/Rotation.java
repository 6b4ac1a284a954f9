package dev.carabiner.sandbox;

import java.time.Duration;

/** What happens to a refresh token when it is used (RFC 6749 section 6, RFC 9700 section 4.14). */
public sealed interface Rotation {

  /** The same refresh token stays valid; the answer to a refresh carries none. */
  record None() implements Rotation {}

  /**
   * Every refresh gives a new refresh token and supersedes the old one.
   *
   * @param grace how long a superseded token is still accepted; zero or more
   * @param reuseEndsGrant whether a superseded token that comes back after the grace period ends
   *     the grant with all its tokens; otherwise it is merely refused
   */
  record Rotating(Duration grace, boolean reuseEndsGrant) implements Rotation {
    public Rotating {
      if (grace.isNegative()) {
        throw new IllegalArgumentException("a grace period is not negative: " + grace);
      }
    }
  }

  /** No rotation. */
  static Rotation none() {
    return new None();
  }

  /** Rotation; the old token works on for {@code grace} and is merely refused after it. */
  static Rotation rotate(Duration grace) {
    return new Rotating(grace, false);
  }

  /** Rotation without grace; a token that comes back ends the grant with all its tokens. */
  static Rotation strict() {
    return new Rotating(Duration.ZERO, true);
  }
}
