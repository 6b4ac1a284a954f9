package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.Consent;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.vault.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushedRequestsTest {
  private static final String PUSHING =
      "{id: acme, name: Acme, authorization_endpoint: 'https://acme.example/a', token_endpoint: 'https://acme.example/t',"
          + " pushed_authorization_request_endpoint: 'https://acme.example/par', pushed_authorization_requests: true, client_auth: %s}";
  private static final String REFERENCE =
      "{\"request_uri\":\"urn:ietf:params:oauth:request_uri:6esc_11ACC5bwc014ltc14eY22c\",\"expires_in\":60}";

  @Test
  void the_request_is_pushed_with_the_clients_credentials_and_the_browser_carries_a_reference() {
    var wire = new TestProviders.Recording(TestProviders.answer(201, REFERENCE));

    var outcome =
        new PushedRequests(wire, TestProviders.CLOCK).address(request("client_secret_basic"));

    assertThat(outcome)
        .isEqualTo(
            new PushedRequests.Outcome.Ready(
                URI.create(
                    "https://acme.example/a?client_id=the-client&request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3A6esc_11ACC5bwc014ltc14eY22c")));
    var sent = TestProviders.shown(wire.sent.getFirst());
    assertThat(sent)
        .startsWith("POST https://acme.example/par\n")
        .contains("Authorization: Basic ", "response_type=code", "client_id=the-client", "state=st")
        .doesNotContain("client_secret=");
  }

  @Test
  void a_client_that_authenticates_in_the_body_does_so_here() {
    var wire = new TestProviders.Recording(TestProviders.answer(201, REFERENCE));
    new PushedRequests(wire, TestProviders.CLOCK).address(request("client_secret_post"));

    var sent = TestProviders.shown(wire.sent.getFirst());
    assertThat(sent).contains("client_secret=the+secret%26").doesNotContain("Authorization");
    assertThat(sent.split("client_id=", -1)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | {"error":"invalid_request"} | invalid_request
          401 | {"error":"invalid_client"}  | invalid_client
          400 | gibberish                   | server_error
          201 | {}                          | server_error
          """)
  void a_refusal_is_told(int status, String body, String error) {
    var wire = new TestProviders.Recording(TestProviders.answer(status, body));

    assertThat(
            new PushedRequests(wire, TestProviders.CLOCK).address(request("client_secret_basic")))
        .isEqualTo(new PushedRequests.Outcome.Refused(error));
  }

  @Test
  void trouble_is_no_refusal() {
    for (var answer :
        List.of(
            TestProviders.answer(503, ""),
            TestProviders.answer(429, ""),
            new OutboundAnswer.NoAnswer("cut")))
      assertThat(
              new PushedRequests(new TestProviders.Recording(answer), TestProviders.CLOCK)
                  .address(request("client_secret_basic")))
          .isInstanceOf(PushedRequests.Outcome.Unreachable.class);
  }

  @Test
  void nothing_is_pushed_to_anybody_else() {
    var client =
        TestProviders.clientOf(
            PUSHING.formatted("none").replace("requests: true", "requests: false"));
    var request = request(client);

    assertThat(new PushedRequests(TestProviders.NO_NETWORK, TestProviders.CLOCK).address(request))
        .isEqualTo(new PushedRequests.Outcome.Ready(request.uri()));
  }

  private static AuthorizationRequest request(String method) {
    return request(TestProviders.clientOf(PUSHING.formatted(method)));
  }

  private static AuthorizationRequest request(OAuthClient client) {
    return new AuthorizationRequest(
        client,
        "https://crm.example/callback",
        new Consent(Map.of("", List.of("read")), Map.of(), Optional.empty()),
        new OneTimeValues(Secret.of("st"), Secret.of("v"), Secret.of("n")),
        Optional.empty());
  }
}
