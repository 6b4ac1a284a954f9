package dev.carabiner.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carabiner.client.internal.Call;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenFilesTest {
  private static final String SESSION = GoldenFile.VALUES.get("session_id");
  private static final String TOKEN = GoldenFile.VALUES.get("access_token");
  private static final String JWT = GoldenFile.VALUES.get("jwt");

  /** What the SDK is asked in each file, and what must come of the file's answer. */
  private static final Map<String, BiConsumer<ApiClient, StubServer>> STORIES =
      Map.ofEntries(
          entry(
              "auth-url",
              (client, server) -> link(api(client).getConnectedAppAuthUrl("sandbox", 56))),
          entry(
              "auth-url-all-options",
              (client, server) ->
                  link(
                      api(client)
                          .getConnectedAppAuthUrl(
                              "sandbox",
                              "56",
                              AuthUrlOptions.none()
                                  .withOrgCode("org_1")
                                  .withOverrideCallbackUrl(GoldenFile.VALUES.get("callback_url"))
                                  .withUserLabel("Ada Lovelace")
                                  .withAppState("cart=7&step=2")))),
          entry(
              "auth-url-unknown-app",
              (client, server) ->
                  refused(
                      () -> api(client).getConnectedAppAuthUrl("no-such-app", "56"),
                      404,
                      "CONNECTED_APP_NOT_FOUND")),
          entry("token", (client, server) -> token(client, Optional.of("2026-11-23T23:22:36Z"))),
          entry("token-without-end", (client, server) -> token(client, Optional.empty())),
          entry(
              "token-min-validity",
              (client, server) ->
                  assertThat(api(client).getConnectedAppToken(SESSION, Duration.ofMinutes(5)))
                      .isEqualTo(new ConnectedAppsAccessToken(TOKEN, "2026-11-23T23:22:36Z"))),
          entry(
              "token-invalid-session",
              (client, server) -> tokenRefused(client, 400, "INVALID_SESSION")),
          entry(
              "token-session-pending",
              (client, server) -> tokenRefused(client, 400, "SESSION_PENDING")),
          entry(
              "token-reconnect-required",
              (client, server) ->
                  assertThat(tokenRefused(client, 400, "RECONNECT_REQUIRED").reason())
                      .contains(Reason.GRANT_REVOKED)),
          entry(
              "token-provider-unavailable",
              (client, server) ->
                  assertThat(tokenRefused(client, 503, "PROVIDER_UNAVAILABLE").retryAfter())
                      .contains(Duration.ofHours(1))),
          entry(
              "token-scope-missing",
              (client, server) -> tokenRefused(client, 403, "SCOPE_MISSING")),
          entry(
              "token-invalid-token",
              (client, server) -> tokenRefused(client, 401, "INVALID_TOKEN")),
          entry(
              "token-rate-limited",
              (client, server) ->
                  assertThat(tokenRefused(client, 429, "RATE_LIMITED").retryAfter())
                      .contains(Duration.ofHours(1))),
          entry(
              "revoke",
              (client, server) ->
                  assertThat(api(client).revokeConnectedAppToken(SESSION))
                      .isEqualTo(new ApiResult("Success", "OK"))),
          entry(
              "revoke-invalid-session",
              (client, server) ->
                  refused(
                      () -> api(client).revokeConnectedAppToken(SESSION), 400, "INVALID_SESSION")),
          entry(
              "unknown-route",
              (client, server) ->
                  refused(
                      () ->
                          client.call(
                              Call.of("GET", "/api/v1/connected_apps/no_such_route"),
                              ApiResult::read),
                      404,
                      "ROUTE_NOT_FOUND")),
          entry(
              "oauth2-token",
              (client, server) -> {
                // The stub gives the token's answer to the revocation as well, which reads only
                // words.
                assertThat(api(machine(server)).revokeConnectedAppToken(SESSION))
                    .isEqualTo(new ApiResult("", ""));
                assertThat(server.asked().get(1).header("Authorization"))
                    .isEqualTo("Bearer " + JWT);
              }),
          entry(
              "oauth2-token-wrong-secret",
              (client, server) -> {
                ApiException refusal =
                    refused(
                        () -> api(machine(server)).getConnectedAppToken(SESSION),
                        401,
                        "invalid_client");
                assertThat(refusal).hasMessageContaining("POST /oauth2/token: Words for people.");
                assertThat(server.asked()).hasSize(1);
              }));

  static java.util.List<String> names() {
    return GoldenFile.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void the_client_asks_as_the_file_says_and_understands_the_answer(String name) {
    var url = new java.util.concurrent.atomic.AtomicReference<>("");
    try (var server = new StubServer(asked -> file(name, url.get()).reply())) {
      url.set(server.url());
      ApiClient client = ApiClient.builder().baseUrl(server.url()).accessToken(JWT).build();
      STORIES.get(name).accept(client, server);
      assertRequest(server.asked().get(0), file(name, server.url()));
    }
  }

  @Test
  void every_file_has_its_own_name_inside() {
    assertThat(GoldenFile.names()).isNotEmpty();
    assertThat(GoldenFile.names())
        .allSatisfy(name -> assertThat(file(name, "").name()).isEqualTo(name));
    assertThat(STORIES.keySet()).containsExactlyInAnyOrderElementsOf(GoldenFile.names());
  }

  private static GoldenFile file(String name, String url) {
    return GoldenFile.read(name, Map.of("audience", url + "/api"));
  }

  private static void assertRequest(StubServer.Asked asked, GoldenFile file) {
    var request = file.request();
    assertThat(asked.method()).isEqualTo(request.get("method").asString());
    assertThat(asked.path()).isEqualTo(request.get("path").asString());
    assertThat(pairs(String.join("&", asked.query())))
        .isEqualTo(GoldenFile.texts(request.get("query")));
    GoldenFile.texts(request.get("headers"))
        .forEach((header, value) -> assertThat(headerOf(asked, header)).isEqualTo(value));
    if (request.get("body").isNull()) {
      assertThat(asked.body()).isEmpty();
    } else {
      assertThat(pairs(asked.body())).isEqualTo(GoldenFile.texts(request.get("body")));
    }
  }

  private static String headerOf(StubServer.Asked asked, String name) {
    var anyCase = new TreeMap<String, java.util.List<String>>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(asked.headers());
    return String.join(", ", anyCase.getOrDefault(name, java.util.List.of()));
  }

  private static Map<String, String> pairs(String encoded) {
    return Arrays.stream(encoded.split("&"))
        .filter(pair -> !pair.isEmpty())
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> URLDecoder.decode(pair[0], UTF_8),
                pair -> URLDecoder.decode(pair[1], UTF_8)));
  }

  private static ConnectedAppsApi api(ApiClient client) {
    return new ConnectedAppsApi(client);
  }

  private static ApiClient machine(StubServer server) {
    return ApiClient.builder()
        .baseUrl(server.url())
        .clientCredentials(
            GoldenFile.VALUES.get("client_id"), GoldenFile.VALUES.get("client_secret"))
        .build();
  }

  private static void link(ConnectedAppsAuthUrl link) {
    assertThat(link).isEqualTo(new ConnectedAppsAuthUrl(GoldenFile.VALUES.get("url"), SESSION));
  }

  private static void token(ApiClient client, Optional<String> end) {
    ConnectedAppsAccessToken token = api(client).getConnectedAppToken(SESSION);
    assertThat(token.accessToken()).isEqualTo(TOKEN);
    assertThat(token.accessTokenExpiry()).isEqualTo(end.orElse(""));
    assertThat(token.expiresAt()).isEqualTo(end.map(Instant::parse));
  }

  private static ApiException tokenRefused(ApiClient client, int status, String code) {
    return refused(() -> api(client).getConnectedAppToken(SESSION), status, code);
  }

  private static ApiException refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, int status, String code) {
    ApiException refusal = catchThrowableOfType(ApiException.class, call);
    assertThat(refusal.status()).isEqualTo(status);
    assertThat(refusal.code()).isEqualTo(code);
    return refusal;
  }
}
