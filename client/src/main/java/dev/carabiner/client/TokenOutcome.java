package dev.carabiner.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What came of asking for an access token. */
public sealed interface TokenOutcome {

  /** Here it is. */
  record Ready(ConnectedAppsAccessToken token) implements TokenOutcome {

    /** The secret itself. */
    public String accessToken() {
      return token.accessToken();
    }

    /** As {@link ConnectedAppsAccessToken#expiresAt()}. */
    public Optional<Instant> expiresAt() {
      return token.expiresAt();
    }
  }

  /** The user has not finished connecting, or in {@code bind} mode your back end has not. */
  record Pending() implements TokenOutcome {}

  /**
   * The connection is dead and only the user can mend it.
   *
   * @param reason with {@link Reason#INVALID_SESSION} the session itself is gone: make a new link;
   *     with every other reason a reconnect link keeps the session's id
   */
  record ReconnectRequired(Reason reason) implements TokenOutcome {}

  /**
   * Nobody's fault and soon over: the provider does not answer, or too much was asked.
   *
   * @param after how long to wait before asking again
   */
  record TryLater(Duration after) implements TokenOutcome {}
}
