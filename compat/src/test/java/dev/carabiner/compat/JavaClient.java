package dev.carabiner.compat;

import com.kinde.KindeAdminSessionBuilder;
import com.kinde.KindeClientBuilder;
import dev.carabiner.server.base.Json;
import java.net.URI;
import java.util.Map;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.ConnectedAppsApi;

/// The official client for Java.
final class JavaClient implements OfficialClient {
  private final String machineToken;
  private final ConnectedAppsApi api;

  private JavaClient(String machineToken, ConnectedAppsApi api) {
    this.machineToken = machineToken;
    this.api = api;
  }

  static JavaClient start(URI base) {
    var client =
        KindeClientBuilder.builder()
            .domain(base.toString())
            .clientId(Installation.CLIENT_ID)
            .clientSecret(Installation.SECRET)
            .redirectUri(base.toString())
            .addAudience(base + "/api")
            .build();
    var token = client.clientSession().retrieveTokens().getAccessToken().token();
    var apiClient = KindeAdminSessionBuilder.builder().client(client).build().initClient();
    // initClient() loses the token that it has just fetched
    apiClient.setBearerToken(token);
    return new JavaClient(token, new ConnectedAppsApi(apiClient));
  }

  @Override
  public String machineToken() {
    return machineToken;
  }

  @Override
  public Reply authUrl(String keyCodeRef, String userId) {
    return reply(() -> {
      var started = api.getConnectedAppAuthUrl(keyCodeRef, userId, null, null);
      return Map.of("url", started.getUrl(), "session_id", started.getSessionId());
    });
  }

  @Override
  public Reply token(String sessionId) {
    return reply(() -> {
      var token = api.getConnectedAppToken(sessionId);
      return Map.of(
          "access_token",
          token.getAccessToken(),
          "access_token_expiry",
          token.getAccessTokenExpiry());
    });
  }

  @Override
  public Reply revoke(String sessionId) {
    return reply(() -> {
      var done = api.revokeConnectedAppToken(sessionId);
      return Map.of("message", done.getMessage(), "code", done.getCode());
    });
  }

  @Override
  public void close() {}

  private interface Call {
    Map<String, String> members() throws ApiException;
  }

  private static Reply reply(Call call) {
    try {
      return new Reply.Success(call.members());
    } catch (ApiException failed) {
      var body = Json.parse(failed.getResponseBody()).orElseThrow(() -> new AssertionError(failed));
      var code = body.path("errors").path(0).path("code").asString();
      return new Reply.Failure(failed.getCode(), code);
    }
  }
}
