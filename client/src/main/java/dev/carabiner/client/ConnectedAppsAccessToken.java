package dev.carabiner.client;

import dev.carabiner.client.internal.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;

/**
 * An access token of the provider, ready to be sent to the provider's API. Does not print itself.
 */
public final class ConnectedAppsAccessToken {
  private final String accessToken;
  private final String accessTokenExpiry;

  /**
   * A token as a server would answer it.
   *
   * @param accessTokenExpiry as the server writes it; empty for a token without end
   */
  public ConnectedAppsAccessToken(String accessToken, String accessTokenExpiry) {
    this.accessToken = Objects.requireNonNull(accessToken, "accessToken");
    this.accessTokenExpiry = Objects.requireNonNull(accessTokenExpiry, "accessTokenExpiry");
  }

  static ConnectedAppsAccessToken read(JsonObject body) {
    return new ConnectedAppsAccessToken(
        body.required("access_token"), body.text("access_token_expiry").orElse(""));
  }

  /** The secret itself. */
  public String accessToken() {
    return accessToken;
  }

  /** When the token ends, as the server wrote it; empty for a token without end. */
  public String accessTokenExpiry() {
    return accessTokenExpiry;
  }

  /**
   * When the token ends. Empty for a token without end, and for a layout other than RFC 3339, which
   * Carabiner always writes and Kinde does not promise.
   */
  public Optional<Instant> expiresAt() {
    try {
      return accessTokenExpiry.isEmpty()
          ? Optional.empty()
          : Optional.of(OffsetDateTime.parse(accessTokenExpiry).toInstant());
    } catch (DateTimeException anotherLayout) {
      return Optional.empty();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConnectedAppsAccessToken that
        && accessToken.equals(that.accessToken)
        && accessTokenExpiry.equals(that.accessTokenExpiry);
  }

  @Override
  public int hashCode() {
    return Objects.hash(accessToken, accessTokenExpiry);
  }

  @Override
  public String toString() {
    return "ConnectedAppsAccessToken[accessToken=hidden, accessTokenExpiry="
        + accessTokenExpiry
        + "]";
  }
}
