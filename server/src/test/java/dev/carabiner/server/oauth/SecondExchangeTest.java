package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecondExchangeTest {
  private static final String ENTRY =
      "{id: acme, name: Acme, authorization_endpoint: 'https://acme.example/a', token_endpoint: 'https://acme.example/t', "
          + "exchange: {style: token_exchange, method: GET, url: 'https://acme.example/long', params: {grant_type: longer, client_secret: '${client_secret}', access_token: '${access_token}', who: '${who}'}, when: at once}, "
          + "refresh: {style: access_token_renewal, method: GET, url: 'https://acme.example/renew', params: {access_token: '${access_token}'}}, "
          + "token_response: {keep: {who: user_id}}}";
  private static final OutboundAnswer FIRST =
      TestProviders.answer(200, "{\"access_token\":\"short\",\"user_id\":7,\"scope\":\"x\"}");

  @Test
  void the_second_token_takes_the_place_of_the_first_and_keeps_what_that_one_told() {
    var wire =
        new TestProviders.Recording(
            FIRST, TestProviders.answer(200, "{\"access_token\":\"long\",\"expires_in\":5184000}"));
    var grant = exchange(wire);

    assertThat(TestProviders.open(grant.accessToken())).isEqualTo("long");
    assertThat(grant.refreshToken().map(TestProviders::open)).contains("long");
    assertThat(grant.lifetime()).contains(Duration.ofDays(60));
    assertThat(grant.kept()).containsOnlyKeys("who");
    assertThat(grant.scopes()).contains(List.of("x"));
    var second = wire.sent.get(1);
    assertThat(second.method() + " " + second.uri())
        .isEqualTo(
            "GET https://acme.example/long?grant_type=longer&client_secret=the%20secret%26&access_token=short&who=7");
    assertThat(second.deadline()).isEqualTo(Duration.ofSeconds(8));
  }

  @ParameterizedTest
  @CsvSource({"500,''", "400,'{\"error\":\"invalid_grant\"}'", "200,'<html>'"})
  void where_the_second_call_fails_the_first_token_is_the_outcome(int status, String body) {
    var grant = exchange(new TestProviders.Recording(FIRST, TestProviders.answer(status, body)));

    assertThat(TestProviders.open(grant.accessToken())).isEqualTo("short");
  }

  private static Grant exchange(Wire wire) {
    var reply =
        new TokenCalls(wire, TestProviders.CLOCK)
            .exchange(
                TestProviders.clientOf(ENTRY),
                new CodeExchange(
                    Secret.of("c"), "https://crm.example/cb", Optional.empty(), List.of()),
                BeforeSending.GO);
    assertThat(reply).isInstanceOf(TokenReply.Granted.class);
    return ((TokenReply.Granted) reply).grant();
  }
}
