package dev.carabiner.client.docs;

import dev.carabiner.client.ApiClient;
import dev.carabiner.client.ApiException;
import dev.carabiner.client.ApiResponse;
import dev.carabiner.client.ApiResult;
import dev.carabiner.client.AuthUrlOptions;
import dev.carabiner.client.ConnectedAppsAccessToken;
import dev.carabiner.client.ConnectedAppsApi;
import dev.carabiner.client.ConnectedAppsAuthUrl;
import dev.carabiner.client.Connections;
import dev.carabiner.client.FinishOutcome;
import dev.carabiner.client.KindeSdk;
import dev.carabiner.client.ReconnectOptions;
import dev.carabiner.client.Session;
import dev.carabiner.client.SessionPage;
import dev.carabiner.client.SessionQuery;
import dev.carabiner.client.SessionState;
import dev.carabiner.client.SessionsApi;
import dev.carabiner.client.TokenOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Every Java snippet of the documentation, between its name and its end, so that it compiles. */
final class Snippets {
  private Snippets() {}

  static void client(String clientId, String clientSecret) {
    // snippet: client
    ApiClient client =
        ApiClient.builder()
            .baseUrl("https://carabiner.example.com")
            .clientCredentials(clientId, clientSecret)
            .build();
    Connections connections = new Connections(client);
    ConnectedAppsApi api = new ConnectedAppsApi(client);
    // end
    use(connections, api);
  }

  static void bearer(String token) {
    // snippet: bearer
    ApiClient client =
        ApiClient.builder().baseUrl("https://carabiner.example.com").accessToken(token).build();
    // end
    use(client);
  }

  static void configure() {
    // snippet: configure
    KindeSdk.configure(c -> c.accessToken("YOUR_BEARER_TOKEN"));

    ConnectedAppsApi api = new ConnectedAppsApi();
    // end
    use(api);
  }

  static void authUrl() {
    // snippet: getConnectedAppAuthUrl
    KindeSdk.configure(c -> c.accessToken("YOUR_BEARER_TOKEN"));

    ConnectedAppsApi api = new ConnectedAppsApi();
    String keyCodeRef = "google-drive"; // the connected app's reference key
    String userId = "56"; // your own id of the user who connects

    try {
      ConnectedAppsAuthUrl result = api.getConnectedAppAuthUrl(keyCodeRef, userId);
      System.out.println(result.url());
    } catch (ApiException e) {
      System.err.println("No link: " + e.getMessage());
    }
    // end
  }

  static void authUrlWithHttpInfo(ConnectedAppsApi api, String keyCodeRef, String userId) {
    // snippet: getConnectedAppAuthUrlWithHttpInfo
    ApiResponse<ConnectedAppsAuthUrl> response =
        api.getConnectedAppAuthUrlWithHttpInfo(keyCodeRef, userId);
    System.out.println(response.statusCode()); // 200
    System.out.println(response.headers()); // by name, in any case
    System.out.println(response.data().sessionId());
    // end
  }

  static void authUrlOptions(ConnectedAppsApi api) {
    // snippet: AuthUrlOptions
    AuthUrlOptions options =
        AuthUrlOptions.none()
            .withOrgCode("org_7c2d")
            .withOverrideCallbackUrl("https://app.example.com/connected")
            .withUserLabel("Ada Lovelace")
            .withAppState("step=2");
    ConnectedAppsAuthUrl forOneUser = api.getConnectedAppAuthUrl("google-drive", "56", options);
    ConnectedAppsAuthUrl forTheWholeOrganisation =
        api.getConnectedAppAuthUrl("google-drive", options);
    // end
    use(forOneUser, forTheWholeOrganisation);
  }

  static void token() {
    // snippet: getConnectedAppToken
    KindeSdk.configure(c -> c.accessToken("YOUR_BEARER_TOKEN"));

    ConnectedAppsApi api = new ConnectedAppsApi();
    String sessionId = "session_id_example"; // from getConnectedAppAuthUrl

    try {
      ConnectedAppsAccessToken result = api.getConnectedAppToken(sessionId);
      System.out.println("good until " + result.accessTokenExpiry());
    } catch (ApiException e) {
      System.err.println("No token: " + e.getMessage());
    }
    // end
  }

  static void tokenWithHttpInfo(ConnectedAppsApi api, String sessionId) {
    // snippet: getConnectedAppTokenWithHttpInfo
    ApiResponse<ConnectedAppsAccessToken> response =
        api.getConnectedAppTokenWithHttpInfo(sessionId);
    System.out.println(response.statusCode()); // 200
    System.out.println(response.data()); // does not print the token
    // end
  }

  static void tokenForAWhile(ConnectedAppsApi api, String sessionId) {
    // snippet: minValidity
    ConnectedAppsAccessToken token = api.getConnectedAppToken(sessionId, Duration.ofMinutes(10));
    // end
    use(token);
  }

  static void revoke() {
    // snippet: revokeConnectedAppToken
    KindeSdk.configure(c -> c.accessToken("YOUR_BEARER_TOKEN"));

    ConnectedAppsApi api = new ConnectedAppsApi();
    String sessionId = "session_id_example"; // from getConnectedAppAuthUrl

    try {
      ApiResult result = api.revokeConnectedAppToken(sessionId);
      System.out.println(result.message());
    } catch (ApiException e) {
      System.err.println("Not revoked: " + e.getMessage());
    }
    // end
  }

  static void revokeWithHttpInfo(ConnectedAppsApi api, String sessionId) {
    // snippet: revokeConnectedAppTokenWithHttpInfo
    ApiResponse<ApiResult> response = api.revokeConnectedAppTokenWithHttpInfo(sessionId);
    System.out.println(response.statusCode()); // 200
    System.out.println(response.data().code()); // OK
    // end
  }

  static void failure(ConnectedAppsApi api, String sessionId) {
    // snippet: ApiException
    try {
      api.getConnectedAppToken(sessionId);
    } catch (ApiException e) {
      int status = e.status(); // 400; 0 when there was no answer
      String code = e.code(); // INVALID_SESSION; empty when the answer names none
      Optional<Duration> wait = e.retryAfter(); // beside 429 and 503
      use(status, code, wait, e.headers(), e.body());
    }
    // end
  }

  static void authUrlModel(ConnectedAppsAuthUrl link) {
    // snippet: ConnectedAppsAuthUrl
    String url = link.url();
    String sessionId = link.sessionId();
    // end
    use(url, sessionId);
  }

  static void accessTokenModel(ConnectedAppsAccessToken token) {
    // snippet: ConnectedAppsAccessToken
    String header = "Bearer " + token.accessToken();
    String asWritten = token.accessTokenExpiry();
    Optional<Instant> end = token.expiresAt();
    // end
    use(header, asWritten, end);
  }

  static void apiResultModel(ApiResult result) {
    // snippet: ApiResult
    String message = result.message();
    String code = result.code();
    // end
    use(message, code);
  }

  static String tokenOutcomes(Connections connections, String sessionId) {
    // snippet: TokenOutcome
    return switch (connections.token(sessionId)) {
      case TokenOutcome.Ready ready -> callTheProvider(ready.accessToken());
      case TokenOutcome.Pending pending -> "waiting for you to finish connecting";
      case TokenOutcome.ReconnectRequired again -> "connect again: " + again.reason().value();
      case TokenOutcome.TryLater later -> "try again in " + later.after().toSeconds() + " s";
    };
    // end
  }

  static String tokenOnJava17(Connections connections, String sessionId) {
    // snippet: TokenOutcome17
    TokenOutcome outcome = connections.token(sessionId);
    if (outcome instanceof TokenOutcome.Ready ready) {
      return callTheProvider(ready.accessToken());
    }
    // end
    return "";
  }

  static String finish(Connections connections, String sessionId, String signedInUser) {
    // snippet: finish
    return switch (connections.finish(sessionId, signedInUser)) {
      case FinishOutcome.Finished done -> file(signedInUser, done.session());
      case FinishOutcome.NotYours stranger -> "this connection is not yours";
      case FinishOutcome.Pending pending -> "not connected yet";
      case FinishOutcome.Failed failed -> "it did not work: " + failed.reason().value();
    };
    // end
  }

  static void complete(
      Connections connections, String sessionId, String connectCode, String signedInUser) {
    // snippet: complete
    FinishOutcome outcome = connections.complete(sessionId, connectCode, signedInUser);
    // end
    use(outcome);
  }

  static void link(Connections connections) {
    // snippet: story
    ConnectedAppsAuthUrl link = connections.link("google-drive", "56");
    String sendTheBrowserTo = link.url();
    // the user consents and comes back to your callback with ?session_id=…
    FinishOutcome finished = connections.finish(link.sessionId(), "56");
    // from now on, each time you need the provider's API
    TokenOutcome token = connections.token(link.sessionId());
    // and when the user has had enough
    connections.revoke(link.sessionId());
    // end
    use(sendTheBrowserTo, finished, token);
  }

  static void sessions(ApiClient client, String sessionId) {
    // snippet: sessions
    SessionsApi sessions = new SessionsApi(client);
    Session session = sessions.getSession(sessionId);
    sessions.updateMetadata(sessionId, Map.of("team", "7"));
    ConnectedAppsAuthUrl again =
        sessions.reconnect(sessionId, ReconnectOptions.none().withUserLabel("Ada Lovelace"));
    int gone = sessions.deleteUser("56");
    // end
    use(session, again, gone);
  }

  static void pages(SessionsApi sessions) {
    // snippet: pages
    SessionQuery query = SessionQuery.all().ofUser("56").in(SessionState.NEEDS_RECONNECT);
    SessionPage page = sessions.listSessions(query);
    page.sessions().forEach(session -> System.out.println(session));
    while (page.nextCursor().isPresent()) {
      page = sessions.listSessions(query.after(page.nextCursor().get()));
      page.sessions().forEach(session -> System.out.println(session));
    }
    // end
  }

  private static String callTheProvider(String accessToken) {
    return accessToken.isEmpty() ? "" : "called";
  }

  private static String file(String user, Session session) {
    return user + " has " + session.sessionId();
  }

  private static void use(Object... values) {
    assert values.length > 0;
  }
}
