package dev.carabiner.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which sessions to list. Start from {@link #all()}.
 *
 * @param states when empty, the server leaves out pending, revoked and expired sessions
 * @param cursor where the page before this one ended
 */
public record SessionQuery(
    Optional<String> userId,
    Optional<String> orgCode,
    Optional<String> keyCodeRef,
    List<SessionState> states,
    Optional<String> cursor) {

  private static final SessionQuery ALL =
      new SessionQuery(
          Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());

  public SessionQuery {
    states = List.copyOf(states);
  }

  public static SessionQuery all() {
    return ALL;
  }

  public SessionQuery ofUser(String user) {
    return new SessionQuery(Optional.of(user), orgCode, keyCodeRef, states, cursor);
  }

  public SessionQuery ofOrganization(String code) {
    return new SessionQuery(userId, Optional.of(code), keyCodeRef, states, cursor);
  }

  public SessionQuery ofApp(String key) {
    return new SessionQuery(userId, orgCode, Optional.of(key), states, cursor);
  }

  /** One state more. */
  public SessionQuery in(SessionState state) {
    var more = new ArrayList<>(states);
    more.add(state);
    return new SessionQuery(userId, orgCode, keyCodeRef, more, cursor);
  }

  /**
   * The page that follows.
   *
   * @param next the {@link SessionPage#nextCursor()} of the page before
   */
  public SessionQuery after(String next) {
    return new SessionQuery(userId, orgCode, keyCodeRef, states, Optional.of(next));
  }
}
