package dev.carabiner.client;

/**
 * Where a session stands. An open set: a server may know states that this version does not.
 *
 * @param value a lower_snake_case word
 */
public record SessionState(String value) {
  /** The user has not finished connecting. */
  public static final SessionState PENDING = new SessionState("pending");

  /** Tokens can be read. */
  public static final SessionState CONNECTED = new SessionState("connected");

  /** The grant is dead; the user has to connect again. */
  public static final SessionState NEEDS_RECONNECT = new SessionState("needs_reconnect");

  /** Ended by the application. */
  public static final SessionState REVOKED = new SessionState("revoked");

  /** Never finished, and never will be. */
  public static final SessionState EXPIRED = new SessionState("expired");

  public SessionState {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a state is a word");
    }
  }
}
