package dev.carabiner.client;

/**
 * Why a connection does not work. An open set: a server may know reasons that this version does
 * not.
 *
 * @param value a lower_snake_case word
 */
public record Reason(String value) {
  /** The user or the provider withdrew the grant. */
  public static final Reason GRANT_REVOKED = new Reason("grant_revoked");

  /** A refresh token was spent and its successor never arrived. */
  public static final Reason ROTATION_LOST = new Reason("rotation_lost");

  /** The token ended and the provider gave none to renew it with. */
  public static final Reason NO_REFRESH_TOKEN = new Reason("no_refresh_token");

  /** What was stored cannot be opened. */
  public static final Reason DATA_CORRUPT = new Reason("data_corrupt");

  /** The user did not open the link in time. */
  public static final Reason LINK_EXPIRED = new Reason("link_expired");

  /** The user said no. */
  public static final Reason ACCESS_DENIED = new Reason("access_denied");

  /** The provider may or may not have taken the code. */
  public static final Reason EXCHANGE_UNKNOWN = new Reason("exchange_unknown");

  /** No session answers to that id: it is unknown, revoked, expired, or somebody else's. */
  public static final Reason INVALID_SESSION = new Reason("invalid_session");

  /** The server gave none. */
  public static final Reason NOT_GIVEN = new Reason("not_given");

  public Reason {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a reason is a word");
    }
  }
}
