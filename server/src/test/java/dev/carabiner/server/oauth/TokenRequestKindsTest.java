package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One line for each way in which a token request may deviate: the entry's keys, and what is sent.
class TokenRequestKindsTest {
  private static final String START =
      "{id: acme, name: Acme, authorization_endpoint: 'https://acme.example/a', token_endpoint: 'https://acme.example/t', ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "token_request_method: GET|GET https://acme.example/t?grant_type=authorization_code&code=c&redirect_uri=https%3A%2F%2Fcrm.example%2Fcb&client_id=the-client&client_secret=the%20secret%26|",
        "token_request_method: GET, omit_token_params: [redirect_uri], parameter_names: {client_id: appid, token.client_secret: secret}|GET https://acme.example/t?grant_type=authorization_code&code=c&appid=the-client&secret=the%20secret%26|",
        "token_request_format: json, parameter_names: {token.client_id: clientId, token.grant_type: grantType}|POST https://acme.example/t|{\"grantType\":\"authorization_code\",\"code\":\"c\",\"redirect_uri\":\"https://crm.example/cb\",\"clientId\":\"the-client\",\"client_secret\":\"the secret&\"}",
        "token_params: {grant_type: own_kind, action: ask}|POST https://acme.example/t|grant_type=own_kind&code=c&redirect_uri=https%3A%2F%2Fcrm.example%2Fcb&action=ask&client_id=the-client&client_secret=the+secret%26",
        "token_request_params_extra: [state, scope], scope_separator: ','|POST https://acme.example/t|grant_type=authorization_code&code=c&redirect_uri=https%3A%2F%2Fcrm.example%2Fcb&state=s&scope=x%2Cy&client_id=the-client&client_secret=the+secret%26",
        "token_params: {device: '${device}'}, token_response: {keep: {device: device}}|POST https://acme.example/t|grant_type=authorization_code&code=c&redirect_uri=https%3A%2F%2Fcrm.example%2Fcb&device=d+7&client_id=the-client&client_secret=the+secret%26",
        "omit_token_params: [client_id, redirect_uri], client_auth: client_secret_bearer|POST https://acme.example/t|grant_type=authorization_code&code=c",
        "token_params: {nonce: '${random}'}|POST https://acme.example/t|grant_type=authorization_code&code=c&redirect_uri=https%3A%2F%2Fcrm.example%2Fcb&nonce=Ln0sA6lQeuJl7PW1NWiFpTOTogKdJBOUmXJloaJa78Y&client_id=the-client&client_secret=the+secret%26",
        "client_auth: none|POST https://acme.example/t|grant_type=authorization_code&code=c&redirect_uri=https%3A%2F%2Fcrm.example%2Fcb&client_id=the-client"
      })
  void a_code_exchange_is_sent_as_the_entry_says(String keys, String line, String body) {
    var sent = TokenRequests.exchange(client(keys), exchange());

    assertThat(sent.method() + " " + sent.uri()).isEqualTo(line);
    assertThat(sent.body().map(TokenRequestKindsTest::open).orElse(null)).isEqualTo(body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "token_client_auth: 'header:secret_key=${client_secret}'|secret_key|the secret&",
        "client_auth: client_secret_bearer|Authorization|Bearer the secret&",
        "client_auth: client_secret_basic|Authorization|Basic dGhlLWNsaWVudDp0aGUrc2VjcmV0JTI2",
        "token_request_headers: {client-id: '${client_id}'}|client-id|the-client"
      })
  void the_client_may_show_who_it_is_in_a_header(String keys, String header, String value) {
    var sent = TokenRequests.exchange(client(keys), exchange());

    assertThat(open(sent.headers().get(header))).isEqualTo(value);
    if (!header.equals("client-id"))
      assertThat(sent.body().map(TokenRequestKindsTest::open).orElseThrow())
          .doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "refresh: {repeat_scope: true, repeat_redirect_uri: true}|POST https://acme.example/t|grant_type=refresh_token&refresh_token=r&scope=x+y&redirect_uri=https%3A%2F%2Fcrm.example%2Fcb&client_id=the-client&client_secret=the+secret%26",
        "refresh: {client_auth: client_secret_basic}|POST https://acme.example/t|grant_type=refresh_token&refresh_token=r",
        "refresh: {style: access_token_renewal, method: GET, url: 'https://acme.example/renew', params: {grant_type: renew, access_token: '${access_token}'}}|GET https://acme.example/renew?grant_type=renew&access_token=r|",
        "refresh: {style: token_exchange, url: 'https://acme.example/x', params: {old: '${access_token}', id: '${client_id}', key: '${client_secret}'}}|POST https://acme.example/x|old=r&id=the-client&key=the+secret%26",
        "refresh_endpoint: 'https://acme.example/t?refresh', token_request_method: GET|GET https://acme.example/t?refresh&grant_type=refresh_token&refresh_token=r&client_id=the-client&client_secret=the%20secret%26|",
        "omit_token_params: [client_id], client_auth: client_secret_bearer|POST https://acme.example/t|grant_type=refresh_token&refresh_token=r",
        "refresh_params: {state: '${random}'}, client_auth: none|POST https://acme.example/t|grant_type=refresh_token&refresh_token=r&state=RUNJ5CLwUpcZHq0T4h09tSDlq-9SBV5JZLgvshP1k6E&client_id=the-client",
        "refresh_params: {type: refresh}, token_params: {type: new}|POST https://acme.example/t|grant_type=refresh_token&refresh_token=r&type=refresh&client_id=the-client&client_secret=the+secret%26"
      })
  void a_refresh_is_sent_as_the_entry_says(String keys, String line, String body) {
    var sent = TokenRequests.refresh(client(keys), refresh());

    assertThat(sent.method() + " " + sent.uri()).isEqualTo(line);
    assertThat(sent.body().map(TokenRequestKindsTest::open).orElse(null)).isEqualTo(body);
  }

  @Test
  void a_request_with_a_secret_in_its_address_never_prints_it() {
    var sent = TokenRequests.exchange(client("token_request_method: GET"), exchange());

    assertThat(sent.uri().toString()).contains("secret%26");
    assertThat(sent.toString()).doesNotContain("secret%26").contains("https://acme.example/t");
  }

  @Test
  void another_name_of_the_browsers_client_id_stays_out_of_token_calls() {
    var keys =
        "authorization_client_id: the-application, parameter_names: {client_id: application_id}";
    var sent = TokenRequests.exchange(client(keys), exchange());

    assertThat(sent.body().map(TokenRequestKindsTest::open).orElseThrow())
        .contains("client_id=the-client")
        .doesNotContain("application");
  }

  @Test
  void where_a_value_is_unknown_nothing_is_sent() {
    var keys = "token_response: {keep: {device: device}}, %s: {device: '${device}'}";
    var wire = new TestProviders.Recording();
    var calls = new TokenCalls(wire, TestProviders.CLOCK);
    var exchange =
        calls.exchange(
            TestProviders.clientOf(START + keys.replace("%s", "token_params") + "}"),
            exchange(),
            BeforeSending.GO);
    var refresh =
        calls.refresh(
            TestProviders.clientOf(START + keys.replace("%s", "refresh_params") + "}"),
            refresh(),
            BeforeSending.GO);

    assertThat(List.of(exchange, refresh))
        .containsOnly(
            new TokenReply.NotDone(
                "the connection has no value for device", Optional.empty(), true));
    assertThat(wire.sent).isEmpty();
  }

  private static OAuthClient client(String keys) {
    return TestProviders.clientOf(START + keys + "}")
        .speakingFor(new KeptValues(Map.of("device", Secret.of("d 7"))));
  }

  private static CodeExchange exchange() {
    return new CodeExchange(
        Secret.of("c"),
        "https://crm.example/cb",
        Optional.empty(),
        List.of("x", "y"),
        Optional.of(Secret.of("s")));
  }

  private static RefreshRequest refresh() {
    return new RefreshRequest(
        Secret.of("r"), List.of("x", "y"), "https://crm.example/cb", Duration.ofSeconds(45));
  }

  private static String open(Secret secret) {
    return TestProviders.open(secret);
  }
}
