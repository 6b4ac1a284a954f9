package dev.carabiner.client;

import dev.carabiner.client.internal.Call;
import java.time.Duration;

/**
 * The three calls of the Connected Apps API. Safe for use by many threads.
 *
 * <p>Every call throws {@link ApiException} when it does not succeed, and {@link
 * IllegalArgumentException} for an empty argument.
 */
public final class ConnectedAppsApi {
  private static final String PATH = "/api/v1/connected_apps";

  private final ApiClient client;

  /** Uses what {@link KindeSdk#configure} has set so far. */
  public ConnectedAppsApi() {
    this(KindeSdk.configured());
  }

  public ConnectedAppsApi(ApiClient client) {
    this.client = client;
  }

  /** A link on which this user connects to this app. Every call starts a new session. */
  public ConnectedAppsAuthUrl getConnectedAppAuthUrl(String keyCodeRef, String userId) {
    return getConnectedAppAuthUrlWithHttpInfo(keyCodeRef, userId).data();
  }

  /** The same for an application that numbers its users. */
  public ConnectedAppsAuthUrl getConnectedAppAuthUrl(String keyCodeRef, long userId) {
    return getConnectedAppAuthUrlWithHttpInfo(keyCodeRef, userId).data();
  }

  /** The same with options. */
  public ConnectedAppsAuthUrl getConnectedAppAuthUrl(
      String keyCodeRef, String userId, AuthUrlOptions options) {
    return getConnectedAppAuthUrlWithHttpInfo(keyCodeRef, userId, options).data();
  }

  /** The same for an organisation without a user: the options must name it. */
  public ConnectedAppsAuthUrl getConnectedAppAuthUrl(String keyCodeRef, AuthUrlOptions options) {
    return getConnectedAppAuthUrlWithHttpInfo(keyCodeRef, options).data();
  }

  public ApiResponse<ConnectedAppsAuthUrl> getConnectedAppAuthUrlWithHttpInfo(
      String keyCodeRef, String userId) {
    return getConnectedAppAuthUrlWithHttpInfo(keyCodeRef, userId, AuthUrlOptions.none());
  }

  public ApiResponse<ConnectedAppsAuthUrl> getConnectedAppAuthUrlWithHttpInfo(
      String keyCodeRef, long userId) {
    return getConnectedAppAuthUrlWithHttpInfo(keyCodeRef, Long.toString(userId));
  }

  public ApiResponse<ConnectedAppsAuthUrl> getConnectedAppAuthUrlWithHttpInfo(
      String keyCodeRef, String userId, AuthUrlOptions options) {
    Arguments.given("userId", userId);
    return authUrl(authUrlCall(keyCodeRef).with("user_id", userId), options);
  }

  public ApiResponse<ConnectedAppsAuthUrl> getConnectedAppAuthUrlWithHttpInfo(
      String keyCodeRef, AuthUrlOptions options) {
    if (options.orgCode().isEmpty()) {
      throw new IllegalArgumentException("neither userId nor orgCode is given");
    }
    return authUrl(authUrlCall(keyCodeRef), options);
  }

  /** An access token of the provider that works now: the stored one, or a renewed one. */
  public ConnectedAppsAccessToken getConnectedAppToken(String sessionId) {
    return getConnectedAppTokenWithHttpInfo(sessionId).data();
  }

  /**
   * An access token that will work for a while. Only Carabiner heeds the time.
   *
   * @param minValidity how long the token must still live, at most a day
   */
  public ConnectedAppsAccessToken getConnectedAppToken(String sessionId, Duration minValidity) {
    return getConnectedAppTokenWithHttpInfo(sessionId, minValidity).data();
  }

  public ApiResponse<ConnectedAppsAccessToken> getConnectedAppTokenWithHttpInfo(String sessionId) {
    return client.call(tokenCall(sessionId), ConnectedAppsAccessToken::read);
  }

  public ApiResponse<ConnectedAppsAccessToken> getConnectedAppTokenWithHttpInfo(
      String sessionId, Duration minValidity) {
    Call call = tokenCall(sessionId).with("min_validity", Arguments.validity(minValidity));
    return client.call(call, ConnectedAppsAccessToken::read);
  }

  /** Ends the connection: the very next read is refused. */
  public ApiResult revokeConnectedAppToken(String sessionId) {
    return revokeConnectedAppTokenWithHttpInfo(sessionId).data();
  }

  public ApiResponse<ApiResult> revokeConnectedAppTokenWithHttpInfo(String sessionId) {
    Call call =
        Call.of("POST", PATH + "/revoke")
            .with("session_id", Arguments.given("sessionId", sessionId));
    return client.call(call, ApiResult::read);
  }

  private static Call authUrlCall(String keyCodeRef) {
    return Call.of("GET", PATH + "/auth_url")
        .onlyOnce()
        .with("key_code_ref", Arguments.given("keyCodeRef", keyCodeRef));
  }

  private ApiResponse<ConnectedAppsAuthUrl> authUrl(Call start, AuthUrlOptions options) {
    Call call =
        start
            .with("org_code", options.orgCode())
            .with("override_callback_url", options.overrideCallbackUrl())
            .with("user_label", options.userLabel())
            .with("app_state", options.appState());
    return client.call(call, ConnectedAppsAuthUrl::read);
  }

  private static Call tokenCall(String sessionId) {
    return Call.of("GET", PATH + "/token")
        .with("session_id", Arguments.given("sessionId", sessionId));
  }
}
