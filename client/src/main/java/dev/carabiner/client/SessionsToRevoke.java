package dev.carabiner.client;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which sessions to revoke together. Start from {@link #where()}; at least one condition is needed.
 * Immutable.
 */
public final class SessionsToRevoke {
  private static final SessionsToRevoke ALL = new SessionsToRevoke(Map.of());

  private final Map<String, Object> members;

  private SessionsToRevoke(Map<String, Object> members) {
    this.members = members;
  }

  public static SessionsToRevoke where() {
    return ALL;
  }

  public SessionsToRevoke ofUser(String user) {
    return with("user_id", user);
  }

  public SessionsToRevoke ofOrganization(String code) {
    return with("org_code", code);
  }

  public SessionsToRevoke ofApp(String key) {
    return with("key_code_ref", key);
  }

  /** Of every app of that provider, by its id in the catalogue. */
  public SessionsToRevoke ofProvider(String id) {
    return with("provider", id);
  }

  /** Those that connected at this time or later. */
  public SessionsToRevoke connectedAfter(Instant time) {
    return with("connected_after", time.toString());
  }

  /** Those that connected before this time. */
  public SessionsToRevoke connectedBefore(Instant time) {
    return with("connected_before", time.toString());
  }

  /** In one of these states; without it, in all that can be revoked. */
  public SessionsToRevoke in(List<SessionState> states) {
    return with("state", states.stream().map(SessionState::value).toList());
  }

  private SessionsToRevoke with(String name, Object value) {
    var more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new SessionsToRevoke(more);
  }

  Map<String, Object> page(boolean dryRun, Optional<String> cursor) {
    var body = new LinkedHashMap<>(members);
    body.put("dry_run", dryRun);
    cursor.ifPresent(text -> body.put("cursor", text));
    return body;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SessionsToRevoke that && members.equals(that.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  @Override
  public String toString() {
    return "SessionsToRevoke" + members;
  }
}
