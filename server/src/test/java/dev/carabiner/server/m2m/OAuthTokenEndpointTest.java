package dev.carabiner.server.m2m;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.callers.MachineClient;
import dev.carabiner.server.callers.Scopes;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.web.Edge;
import dev.carabiner.server.web.EdgeSettings;
import dev.carabiner.vault.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/// Over real HTTP, with the requests that real clients send.
class OAuthTokenEndpointTest {
  private static final Bench BENCH = new Bench();
  private static final String GOOD =
      "grant_type=client_credentials&client_id=" + Bench.ID + "&client_secret=" + Bench.SECRET;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static Edge edge;

  @BeforeAll
  static void start() {
    edge =
        Edge.start(
            EdgeSettings.plain(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "test"),
            List.of(BENCH.endpoint, BENCH.discovery, BENCH.door));
  }

  @AfterAll
  static void stop() {
    CLIENT.close();
    edge.stop();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + path));
  }

  private static HttpResponse<String> post(String form, String... headers)
      throws IOException, InterruptedException {
    var request =
        at("/oauth2/token")
            .POST(BodyPublishers.ofString(form))
            .setHeader("Content-Type", "application/x-www-form-urlencoded");
    for (var i = 0; i < headers.length; i += 2) request.setHeader(headers[i], headers[i + 1]);
    return send(request);
  }

  private static ObjectNode json(HttpResponse<String> answer) {
    return Json.parseObject(answer.body()).orElseThrow();
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  private static ObjectNode claims(HttpResponse<String> answer) {
    var payload = json(answer).path("access_token").stringValue().split("\\.")[1];
    return Json.parseObject(new String(Base64.getUrlDecoder().decode(payload), UTF_8))
        .orElseThrow();
  }

  private static List<String> audiences(HttpResponse<String> answer) {
    return claims(answer).path("aud").valueStream().map(node -> node.stringValue()).toList();
  }

  @Test
  void the_answer_and_the_token_are_shaped_as_the_contract_says() throws Exception {
    var answer = post(GOOD + "&audience=" + Bench.AUDIENCE);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).propertyNames())
        .containsExactly("access_token", "expires_in", "scope", "token_type");
    assertThat(json(answer).path("expires_in").longValue()).isEqualTo(86_399);
    assertThat(json(answer).path("scope").stringValue()).isEmpty();
    assertThat(json(answer).path("token_type").stringValue()).isEqualTo("Bearer");
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
    assertThat(answer.headers().firstValue("pragma")).contains("no-cache");
    assertThat(answer.headers().firstValue("content-type"))
        .contains("application/json; charset=utf-8");
    var claims = claims(answer);
    assertThat(claims.propertyNames())
        .containsExactlyInAnyOrder(
            "aud", "azp", "exp", "iat", "iss", "jti", "gty", "scope", "scp", "v");
    assertThat(claims.path("scope").stringValue())
        .isEqualTo("read:connected_apps create:connected_apps");
    assertThat(claims.path("scp").isArray()).isTrue();
    assertThat(claims.path("scp").size()).isZero();
    assertThat(claims.path("gty").toString()).isEqualTo("[\"client_credentials\"]");
    assertThat(claims.path("v").stringValue()).isEqualTo("2");
    assertThat(claims.path("azp").stringValue()).isEqualTo(Bench.ID);
    assertThat(claims.path("exp").longValue() - claims.path("iat").longValue()).isEqualTo(86_399);
    assertThat(
            SignedJWT.parse(json(answer).path("access_token").stringValue())
                .getHeader()
                .getType()
                .getType())
        .isEqualTo("JWT");
  }

  @Test
  void an_empty_scope_a_charset_and_unknown_headers_are_taken_as_management_api_js_sends_them()
      throws Exception {
    var answer =
        post(
            GOOD + "&scope=&audience=https://http://127.0.0.1:8899/api",
            "Content-Type",
            "application/x-www-form-urlencoded; charset=UTF-8",
            "framework",
            "x",
            "frameworkVersion",
            "1");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(audiences(answer)).containsExactly("https://http://127.0.0.1:8899/api");
  }

  @Test
  void basic_authentication_is_taken_as_java_sends_it() throws Exception {
    var answer =
        post(
            "grant_type=client_credentials&audience=http%3A%2F%2F127.0.0.1%3A8899%2Fapi",
            "Authorization", basic(Bench.ID + ":" + Bench.SECRET));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(
            post(
                    "grant_type=client_credentials&client_id=" + Bench.ID,
                    "Authorization",
                    basic(Bench.ID + ":" + Bench.SECRET))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void an_unencoded_body_is_taken_as_ruby_sends_it() throws Exception {
    assertThat(audiences(post(GOOD + "&audience=http://127.0.0.1:8899/api")))
        .containsExactly(Bench.AUDIENCE);
  }

  @Test
  void repeated_audiences_come_back_byte_for_byte_in_their_order() throws Exception {
    var second = "https://http://127.0.0.1:8899/api";

    assertThat(audiences(post(GOOD + "&audience=" + second + "&audience=" + Bench.AUDIENCE)))
        .containsExactly(second, Bench.AUDIENCE);
    assertThat(
            audiences(post(GOOD + "&audience=" + Bench.AUDIENCE + "&audience=" + Bench.AUDIENCE)))
        .containsExactly(Bench.AUDIENCE, Bench.AUDIENCE);
    assertThat(audiences(post(GOOD))).containsExactly(Bench.AUDIENCE);
    assertThat(audiences(post(GOOD + "&audience="))).containsExactly(Bench.AUDIENCE);
  }

  @Test
  void a_scope_that_was_asked_for_is_the_one_that_is_granted() throws Exception {
    var answer = post(GOOD + "&scope=create%3Aconnected_apps");

    assertThat(claims(answer).path("scope").stringValue()).isEqualTo("create:connected_apps");
    assertThat(claims(answer).path("scp").toString()).isEqualTo("[\"create:connected_apps\"]");
    assertThat(json(answer).path("scope").stringValue()).isEqualTo("create:connected_apps");
  }

  @Test
  void the_token_opens_the_guarded_route() throws Exception {
    var token = json(post(GOOD)).path("access_token").stringValue();

    assertThat(send(at("/guarded").header("Authorization", "Bearer " + token)).statusCode())
        .isEqualTo(200);
    var head = send(at("/guarded").header("Authorization", "Bearer " + token).HEAD());
    assertThat(head.statusCode()).isEqualTo(405);
    assertThat(head.headers().firstValue("allow")).contains("GET");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "grant_type=client_credentials&client_id=ID&client_secret=wrong|401|invalid_client",
        "grant_type=client_credentials&client_id=ID&client_secret=SECRETx|401|invalid_client",
        "grant_type=client_credentials&client_id=ffffffffffffffffffffffffffffffff&client_secret=SECRET|401|invalid_client",
        "grant_type=client_credentials&client_id=no+id&client_secret=SECRET|401|invalid_client",
        "grant_type=client_credentials&client_id=ID|401|invalid_client",
        "grant_type=client_credentials&client_secret=SECRET|401|invalid_client",
        "grant_type=client_credentials|401|invalid_client",
        "client_id=ID&client_secret=SECRET|400|invalid_request",
        "grant_type=&client_id=ID&client_secret=SECRET|400|invalid_request",
        "grant_type=password&client_id=ID&client_secret=SECRET|400|unsupported_grant_type",
        "grant_type=client_credentials&grant_type=client_credentials&client_id=ID&client_secret=SECRET|400|invalid_request",
        "grant_type=client_credentials&client_id=ID&client_id=ID&client_secret=SECRET|400|invalid_request",
        "grant_type=client_credentials&client_id=ID&client_secret=SECRET&client_secret=SECRET|400|invalid_request",
        "grant_type=client_credentials&client_id=ID&client_secret=SECRET&scope=a&scope=b|400|invalid_request",
        "grant_type=client_credentials&client_id=ID&client_secret=SECRET&scope=delete:connected_apps|403|invalid_scope",
        "grant_type=client_credentials&client_id=ID&client_secret=SECRET&scope=read:connected_apps+admin|403|invalid_scope",
        "grant_type=client_credentials&client_id=ID&client_secret=SECRET&scope=%22|400|invalid_scope",
        "grant_type=client_credentials&client_id=ID&client_secret=SECRET&audience=https://other/api|403|invalid_request",
        "grant_type=client_credentials&client_id=ID&client_secret=SECRET&audience=http://127.0.0.1:8899/api/|403|invalid_request",
        "grant_type=client_credentials&client_id=ID&client_secret=SECRET&audience=http://127.0.0.1:8899/api&audience=x|403|invalid_request",
        "grant_type=client_credentials&client_id=ID&client_secret=%ff|400|invalid_request",
        "%%%|400|invalid_request",
        "''|400|invalid_request",
      })
  void errors_are_oauth_errors(String form, int status, String error) throws Exception {
    var answer = post(form.replace("SECRET", Bench.SECRET).replace("=ID", "=" + Bench.ID));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).path("error").stringValue()).isEqualTo(error);
    assertThat(json(answer).path("error_description").stringValue()).isNotEmpty();
    assertThat(answer.body()).doesNotContain(Bench.SECRET);
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
  }

  @Test
  void refused_basic_credentials_are_401_and_unreadable_ones_400() throws Exception {
    var form = "grant_type=client_credentials";
    var wrong = post(form, "Authorization", basic(Bench.ID + ":wrong"));

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.headers().firstValue("www-authenticate"))
        .contains("Basic realm=\"carabiner\"");
    assertThat(post(form, "Authorization", "Basic !!!").statusCode()).isEqualTo(400);
    assertThat(post(form, "Authorization", basic("nocolon")).statusCode()).isEqualTo(400);
    assertThat(post(form, "Authorization", basic("%zz:x")).statusCode()).isEqualTo(400);
    assertThat(post(form, "Authorization", "Bearer x").statusCode()).isEqualTo(400);
    assertThat(post(GOOD, "Authorization", basic(Bench.ID + ":" + Bench.SECRET)).statusCode())
        .isEqualTo(400);
    assertThat(
            post(form + "&client_id=other", "Authorization", basic(Bench.ID + ":" + Bench.SECRET))
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void a_body_that_is_no_form_is_an_invalid_request() throws Exception {
    var answer =
        post("{\"grant_type\":\"client_credentials\"}", "Content-Type", "application/json");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("error").stringValue()).isEqualTo("invalid_request");
    assertThat(send(at("/oauth2/token")).statusCode()).isEqualTo(405);
  }

  @Test
  void a_disabled_client_gets_nothing_and_of_two_secrets_both_work() throws Exception {
    var id = "a".repeat(32);
    var hashes =
        List.of(
            MachineClient.hash(Secret.of("1".repeat(40))),
            MachineClient.hash(Secret.of("2".repeat(60))));
    var form = "grant_type=client_credentials&client_id=" + id + "&client_secret=";
    BENCH.clients.put(
        id,
        new MachineClient(
            id, "two", Workspace.DEFAULT, Scopes.of("read:connected_apps"), hashes, true));
    assertThat(post(form + "1".repeat(40)).statusCode()).isEqualTo(200);
    assertThat(post(form + "2".repeat(60)).statusCode()).isEqualTo(200);

    BENCH.clients.put(
        id,
        new MachineClient(
            id, "two", Workspace.DEFAULT, Scopes.of("read:connected_apps"), hashes, false));
    assertThat(post(form + "1".repeat(40)).statusCode()).isEqualTo(401);
  }
}
