package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A provider binds its tokens to a key, and the application uses them by proofs of ours.
class ProofStoryTest {
  private static final Duration LIFE = Duration.ofSeconds(61);

  @TempDir Path folder;
  private final JumpingClock clock = new JumpingClock();
  private final ProofDouble provider = new ProofDouble();
  private House house;

  @BeforeEach
  void open() {
    var entry =
        """
          - id: bound-id
            name: Bound
            authorization_endpoint: '@URL@/authorize'
            token_endpoint: '@URL@/token'
            userinfo_endpoint: '@URL@/me'
            dpop: required
            lifecycle: {refresh_token_rotation: yes}
        """;
    var app =
        """
          - {key: keyed, provider: bound-id, client-id: c, client-secret: s, callback-url: 'http://127.0.0.1:9/x'}
        """;
    house =
        House.open(
            folder,
            UnaryOperator.identity(),
            yaml ->
                yaml.replace(
                            "allow: [", "allow: [" + URI.create(provider.url).getAuthority() + ", ")
                        .replace("apps:\n", entry.replace("@URL@", provider.url) + "apps:\n")
                    + app,
            clock);
  }

  @AfterEach
  void close() {
    house.close();
    provider.close();
  }

  @Test
  void code_and_look_up_carry_proofs_and_a_wanted_nonce_is_given_once() {
    var session = connect();

    assertThat(provider.tokenCalls)
        .containsExactly("authorization_code use_dpop_nonce", "authorization_code good");
    assertThat(provider.apiCalls).endsWith("good").hasSizeLessThanOrEqualTo(2);
    assertThat(house.show(session).json().path("account").path("id").asString()).isEqualTo("ada");
    assertThat(house.show(session).json().path("values")).isEmpty();
    connect();
    assertThat(provider.tokenCalls).hasSize(3).endsWith("authorization_code good");
  }

  @Test
  void the_application_has_a_proof_for_each_request() throws Exception {
    var session = connect();

    assertThat(use(proof(session, "GET", provider.url + "/me?page=2#top"), "GET")).isEqualTo(401);
    assertThat(use(proof(session, "GET", provider.url + "/me?page=2#top", provider.nonce), "GET"))
        .isEqualTo(200);
    var forOther = proof(session, "POST", provider.url + "/me", provider.nonce);
    assertThat(use(forOther, "GET")).isEqualTo(401);
    assertThat(provider.apiCalls).endsWith("use_dpop_nonce", "good", "invalid_dpop_proof");
    assertThat(house.read(session).json().propertyNames())
        .containsExactlyInAnyOrder("access_token", "access_token_expiry");
  }

  @Test
  void a_refresh_keeps_the_key_and_takes_up_a_new_nonce() throws Exception {
    var session = connect();
    provider.nonce = "n2";
    clock.jump(LIFE);

    var answer = proof(session, "GET", provider.url + "/me", "n2");

    assertThat(answer.text("access_token")).isEqualTo("access-2");
    assertThat(use(answer, "GET")).isEqualTo(200);
    assertThat(provider.tokenCalls).endsWith("refresh_token use_dpop_nonce", "refresh_token good");
  }

  @Test
  void what_is_not_answered_is_not_sent_again() {
    provider.cutting = true;
    var started = house.link("keyed", "56");
    var end = new Browser().connect(started.text("url"));

    assertThat(end.getQuery()).contains("error=");
    assertThat(provider.tokenCalls)
        .containsExactly("authorization_code use_dpop_nonce", "authorization_code good");
  }

  @Test
  void an_answer_with_tokens_that_are_bound_to_nothing_is_none() {
    provider.tokenType = "Bearer";
    var started = house.link("keyed", "56");

    assertThat(new Browser().connect(started.text("url")).getQuery()).contains("error=");
    assertThat(house.read(started.text("session_id")).status()).isEqualTo(400);
  }

  @Test
  void a_session_of_bearer_tokens_needs_no_proof() {
    var session = house.connect("56");

    var answer = proof(session, "GET", "https://api.example/me");

    assertThat(answer.text("token_type")).isEqualTo("Bearer");
    assertThat(answer.json().path("dpop").isNull()).isTrue();
    assertThat(answer.text("access_token")).isEqualTo(house.read(session).text("access_token"));
  }

  @Test
  void what_is_no_request_gets_no_proof() {
    var session = house.connect("56");

    for (var url : new String[] {"", "/me", "ftp://a.example/", "https://", "https://a b/"})
      assertThat(proof(session, "GET", url).code()).as(url).isEqualTo("INVALID_REQUEST");
    assertThat(proof(session, "get", "https://a.example/").code()).isEqualTo("INVALID_REQUEST");
    assertThat(proof(session, "GET", "https://a.example/", "a b").code())
        .isEqualTo("INVALID_REQUEST");
    assertThat(
            house
                .api
                .as(House.STRANGER_ID)
                .post(
                    "/api/v1/connected_apps/sessions/" + session + "/dpop",
                    House.json(Map.of("method", "GET", "url", "https://a.example/")))
                .code())
        .isEqualTo("INVALID_SESSION");
  }

  private String connect() {
    var started = house.link("keyed", "56");
    assertThat(new Browser().connect(started.text("url")).getQuery()).doesNotContain("error");
    return started.text("session_id");
  }

  private Api.Answer proof(String session, String method, String url) {
    return ask(session, Map.of("method", method, "url", url));
  }

  private Api.Answer proof(String session, String method, String url, String nonce) {
    return ask(session, Map.of("method", method, "url", url, "nonce", nonce));
  }

  private Api.Answer ask(String session, Map<String, String> use) {
    return house.api.post(
        "/api/v1/connected_apps/sessions/" + session + "/dpop", House.json(new HashMap<>(use)));
  }

  private int use(Api.Answer proven, String method) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(provider.url + "/me"))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .header(
                  "Authorization", proven.text("token_type") + " " + proven.text("access_token"))
              .header("DPoP", proven.text("dpop"));
      return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }
}
