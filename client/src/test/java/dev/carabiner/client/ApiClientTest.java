package dev.carabiner.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.carabiner.client.StubServer.Reply;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiClientTest {
  private static final Reply LINK = Reply.json(200, "{\"url\":\"https://u\",\"session_id\":\"s\"}");

  @AfterEach
  void forget() {
    KindeSdk.forget();
  }

  @Test
  void the_global_configuration_works_as_in_kindes_sdks() {
    try (var server = StubServer.answering(LINK)) {
      KindeSdk.configure(c -> c.baseUrl(server.url()).accessToken("YOUR_BEARER_TOKEN"));
      ApiResponse<ConnectedAppsAuthUrl> response =
          new ConnectedAppsApi().getConnectedAppAuthUrlWithHttpInfo("sandbox", 56);

      assertThat(response.data().sessionId()).isEqualTo("s");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().get("Content-Type"))
          .containsExactly("application/json; charset=utf-8");
      assertThat(server.onlyAsked().header("Authorization")).isEqualTo("Bearer YOUR_BEARER_TOKEN");
    }
  }

  @Test
  void an_organisation_connects_without_a_user() {
    try (var server = StubServer.answering(LINK)) {
      var api = new ConnectedAppsApi(server.client().build());
      api.getConnectedAppAuthUrl("sandbox", AuthUrlOptions.none().withOrgCode("org_1"));
      assertThat(server.onlyAsked().query())
          .containsExactly("key_code_ref=sandbox", "org_code=org_1");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> api.getConnectedAppAuthUrl("sandbox", AuthUrlOptions.none()));
    }
  }

  @Test
  void without_a_configuration_it_says_what_to_do() {
    assertThatIllegalStateException()
        .isThrownBy(ConnectedAppsApi::new)
        .withMessageContaining("KindeSdk.configure");
  }

  @Test
  void a_configuration_that_fails_leaves_the_former_one() {
    KindeSdk.configure(c -> c.accessToken("t"));
    assertThatIllegalStateException().isThrownBy(() -> KindeSdk.configure(c -> c.retries(1)));
    assertThat(KindeSdk.configured().baseUrl()).isEqualTo(URI.create("https://app.kinde.com"));
  }

  @Test
  void a_base_url_is_https_or_this_machine() {
    for (String good :
        List.of(
            "https://carabiner.example.com/",
            "http://127.0.0.1:8080",
            "http://localhost:1",
            "http://[::1]:8080",
            "https://example.com/behind/a/path//")) {
      assertThat(builder(good).build().baseUrl().toString()).doesNotEndWith("/");
    }
    for (String bad :
        List.of(
            "http://carabiner:8080", "ftp://a", "carabiner", "https://a?b=c", "https://a#b", "")) {
      assertThatIllegalStateException()
          .isThrownBy(() -> builder(bad).build())
          .withMessageContaining("baseUrl");
    }
    assertThat(builder("http://carabiner:8080").allowPlainHttp().build()).isNotNull();
  }

  @Test
  void bad_credentials_are_refused_without_showing_them() {
    for (String bad : List.of("", "a b", "tok\r\nX: y", "é-token")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ApiClient.builder().accessToken(bad))
          .withMessage("accessToken is empty or has characters that no bearer token has");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ApiClient.builder().clientCredentials("id", ""))
        .withMessage("clientSecret is empty");
    assertThatIllegalStateException().isThrownBy(() -> ApiClient.builder().build());
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> ApiClient.builder().retries(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ApiClient.builder().timeout(Duration.ZERO));
    HttpClient following =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ApiClient.builder().httpClient(following));
  }

  @Test
  void a_minimum_validity_is_rounded_up_and_bounded() {
    Reply token = Reply.json(200, "{\"access_token\":\"t\",\"access_token_expiry\":null}");
    try (var server = StubServer.answering(token)) {
      var api =
          new ConnectedAppsApi(server.client().httpClient(HttpClient.newHttpClient()).build());
      assertThat(api.getConnectedAppToken("s", Duration.ofMillis(1500)).expiresAt()).isEmpty();
      assertThat(server.onlyAsked().query()).containsExactly("session_id=s", "min_validity=2");
      for (Duration bad : List.of(Duration.ofSeconds(-1), Duration.ofSeconds(86_401))) {
        assertThatIllegalArgumentException().isThrownBy(() -> api.getConnectedAppToken("s", bad));
      }
    }
  }

  @Test
  void no_value_prints_a_secret() {
    var token = new ConnectedAppsAccessToken("top-secret", "");
    assertThat(token.toString()).doesNotContain("top-secret");
    assertThat(new ApiResponse<>(token, 200, java.util.Map.of()).toString())
        .doesNotContain("top-secret");
    assertThat(new TokenOutcome.Ready(token).toString()).doesNotContain("top-secret");
    assertThat(builder("https://a.example").accessToken("top-secret").build())
        .hasToString("ApiClient[https://a.example]");
  }

  @Test
  void an_expiry_in_another_layout_is_left_as_text() {
    var token = new ConnectedAppsAccessToken("t", "2026-11-23 23:22:36 +0000 UTC");
    assertThat(token.expiresAt()).isEmpty();
    assertThat(token.accessTokenExpiry()).isEqualTo("2026-11-23 23:22:36 +0000 UTC");
  }

  private static ApiClientBuilder builder(String url) {
    return ApiClient.builder().baseUrl(url).accessToken("t");
  }
}
