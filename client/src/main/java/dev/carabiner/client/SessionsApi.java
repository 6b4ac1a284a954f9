package dev.carabiner.client;

import dev.carabiner.client.internal.Call;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What Carabiner has beyond the three calls. Kinde's cloud does not: there every call of this class
 * throws an {@link ApiException} with status 404 that says so. Safe for use by many threads.
 */
public final class SessionsApi {
  private static final String PATH = "/api/v1/connected_apps";

  private final ApiClient client;

  public SessionsApi(ApiClient client) {
    this.client = client;
  }

  /** One page of sessions; go on with {@link SessionQuery#after} while there is a next cursor. */
  public SessionPage listSessions(SessionQuery query) {
    Call call =
        Call.of("GET", PATH + "/sessions")
            .with("user_id", query.userId())
            .with("org_code", query.orgCode())
            .with("key_code_ref", query.keyCodeRef());
    for (SessionState state : query.states()) {
      call = call.with("state", state.value());
    }
    return client.addition(call.with("cursor", query.cursor()), SessionPage::read);
  }

  /** One session, whatever its state. */
  public Session getSession(String sessionId) {
    return client.addition(Call.of("GET", sessionPath(sessionId)), Session::read);
  }

  /**
   * Replaces the application's own notes on a session.
   *
   * @param metadata at most 16 pairs and 4 KiB
   */
  public Session updateMetadata(String sessionId, Map<String, String> metadata) {
    Call call = Call.of("PATCH", sessionPath(sessionId)).json(Map.of("metadata", metadata));
    return client.addition(call, Session::read);
  }

  /** A link on which the same user renews the same session; its id stays. */
  public ConnectedAppsAuthUrl reconnect(String sessionId, ReconnectOptions options) {
    var body = new LinkedHashMap<String, Object>();
    body.put("allow_other_account", options.allowOtherAccount());
    options.overrideCallbackUrl().ifPresent(url -> body.put("override_callback_url", url));
    options.userLabel().ifPresent(label -> body.put("user_label", label));
    options.appState().ifPresent(state -> body.put("app_state", state));
    Call call = Call.of("POST", sessionPath(sessionId) + "/reconnect").json(body).onlyOnce();
    return client.addition(call, ConnectedAppsAuthUrl::read);
  }

  /**
   * Tells that the provider answered 401 to the token read last, which is then checked: once,
   * however often it is reported. Afterwards read the token again.
   *
   * @return the session as it is after the check
   */
  public Session report(String sessionId) {
    Call call = Call.of("POST", sessionPath(sessionId) + "/report").json(Map.of("status", 401));
    return client.addition(call, Session::read);
  }

  /**
   * Confirms a connection of an app in {@code bind} mode. Good for one use; the same call again
   * within two minutes of success succeeds again.
   *
   * @param connectCode from the callback's query, beside {@code session_id}
   * @param userId the user who is signed in to the browser that came to the callback
   */
  public ApiResult complete(String sessionId, String connectCode, String userId) {
    return complete(
        sessionId, connectCode, Map.entry("user_id", Arguments.given("userId", userId)));
  }

  /** The same for a session that an organisation asked for without a user. */
  public ApiResult completeForOrganization(String sessionId, String connectCode, String orgCode) {
    return complete(
        sessionId, connectCode, Map.entry("org_code", Arguments.given("orgCode", orgCode)));
  }

  /**
   * Revokes every session of a user, at the providers too, and deletes them.
   *
   * @return how many there were
   */
  public int deleteUser(String userId) {
    String path = PATH + "/users/" + Call.segment(Arguments.given("userId", userId));
    return client.addition(
        Call.of("DELETE", path), body -> Math.toIntExact(body.number("sessions")));
  }

  /**
   * Revokes a page of the sessions that are named, newest first. Each one is final when this
   * returns; the providers are told afterwards.
   *
   * @param cursor where the page before this one ended
   */
  public RevokedSessions revokeSessions(SessionsToRevoke which, Optional<String> cursor) {
    return client.addition(
        Call.of("POST", PATH + "/sessions/revoke").json(which.page(false, cursor)),
        RevokedSessions::read);
  }

  /** The sessions that {@link #revokeSessions} would revoke; changes nothing. */
  public RevokedSessions previewRevocation(SessionsToRevoke which, Optional<String> cursor) {
    return client.addition(
        Call.of("POST", PATH + "/sessions/revoke").json(which.page(true, cursor)),
        RevokedSessions::read);
  }

  /**
   * Revokes every session of an app and deletes it. Needs the scope {@code manage:connected_apps}.
   *
   * @return how many sessions were revoked
   */
  public int deleteApp(String key) {
    String path = PATH + "/apps/" + Call.segment(Arguments.given("key", key));
    return client.addition(
        Call.of("DELETE", path), body -> Math.toIntExact(body.number("sessions")));
  }

  private ApiResult complete(
      String sessionId, String connectCode, Map.Entry<String, String> owner) {
    var body = new LinkedHashMap<String, String>();
    body.put("session_id", Arguments.given("sessionId", sessionId));
    body.put("connect_code", Arguments.given("connectCode", connectCode));
    body.put(owner.getKey(), owner.getValue());
    return client.addition(Call.of("POST", PATH + "/complete").json(body), ApiResult::read);
  }

  private static String sessionPath(String sessionId) {
    return PATH + "/sessions/" + Call.segment(Arguments.given("sessionId", sessionId));
  }
}
