package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevocationCallTest {
  private static final TokensToRevoke BOTH =
      new TokensToRevoke(Optional.of(Secret.of("TT-r")), Optional.of(Secret.of("TT-a")));
  private static final TokensToRevoke ACCESS =
      new TokensToRevoke(Optional.empty(), Optional.of(Secret.of("TT-a")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          google | 200 | ``                                | Revoked
          google | 200 | {}                                | Revoked
          google | 204 | ``                                | Revoked
          google | 400 | {"error":"invalid_token"}         | Revoked
          google | 400 | {"error":"unsupported_token_type"} | Unsupported
          google | 400 | {"error":"invalid_request"}       | Refused
          google | 401 | {"error":"invalid_client"}        | Refused
          google | 403 | <html>                            | Refused
          google | 302 | ``                                | Refused
          google | 429 | ``                                | NotDone
          google | 503 | ``                                | NotDone
          google | 500 | {"error":"invalid_token"}         | InDoubt
          google | 502 | ``                                | InDoubt
          github | 204 | ``                                | Revoked
          github | 404 | {"message":"Not Found"}           | Revoked
          github | 422 | {"message":"Validation Failed"}   | Refused
          github | 401 | {"message":"Bad credentials"}     | Refused
          """)
  void every_answer_ends_in_a_named_outcome(
      String provider, int status, String body, String outcome) {
    var wire = new TestProviders.Recording(TestProviders.answer(status, body));

    var reply = revoke(wire, provider, BOTH);

    assertThat(reply.getClass().getSimpleName()).isEqualTo(outcome);
    assertThat(reply.toString()).doesNotContain("TT-");
    assertThat(wire.sent).hasSize(1);
  }

  @Test
  void nothing_sent_is_not_done_and_no_answer_is_in_doubt() {
    assertThat(
            revoke(
                new TestProviders.Recording(new OutboundAnswer.NotSent(false, "x")),
                "google",
                BOTH))
        .isEqualTo(new RevocationReply.NotDone("x", Optional.empty()));
    assertThat(
            revoke(new TestProviders.Recording(new OutboundAnswer.NoAnswer("y")), "google", BOTH))
        .isEqualTo(new RevocationReply.InDoubt("y"));
    assertThat(
            revoke(
                new TestProviders.Recording(
                    TestProviders.answer(503, "", Map.of("retry-after", "7"))),
                "google",
                BOTH))
        .isEqualTo(new RevocationReply.NotDone("status 503", Optional.of(Duration.ofSeconds(7))));
  }

  @Test
  void where_one_token_takes_all_along_only_one_is_sent() {
    assertThat(sent("google", BOTH)).containsExactly("token=TT-r&token_type_hint=refresh_token");
    assertThat(sent("google", ACCESS)).containsExactly("token=TT-a&token_type_hint=access_token");
  }

  @Test
  void where_each_token_ends_alone_the_refresh_token_goes_first() {
    assertThat(sent("gitlab", BOTH))
        .extracting(body -> body.substring(0, 10))
        .containsExactly("token=TT-r", "token=TT-a");
  }

  @Test
  void
      a_first_token_that_stays_alive_stops_the_call_and_an_access_token_that_cannot_be_revoked_does_not() {
    var failing = new TestProviders.Recording(TestProviders.answer(503, ""));
    assertThat(revoke(failing, "gitlab", BOTH)).isInstanceOf(RevocationReply.NotDone.class);
    var half =
        new TestProviders.Recording(
            TestProviders.answer(200, ""),
            TestProviders.answer(400, "{\"error\":\"unsupported_token_type\"}"));
    assertThat(revoke(half, "gitlab", BOTH)).isEqualTo(new RevocationReply.Revoked());
  }

  @Test
  void a_provider_that_cannot_be_told_says_what_the_user_can_do() {
    for (var id : new String[] {"microsoft", "patreon"})
      assertThat(revoke(TestProviders.NO_NETWORK, id, BOTH))
          .isInstanceOfSatisfying(
              RevocationReply.Unsupported.class,
              reply -> assertThat(reply.note()).contains("The user can"));
    var without =
        TestProviders.clientOf(
            "{id: acme, name: Acme, authorization_endpoint: 'https://acme.example/a', token_endpoint: 'https://acme.example/t'}");
    assertThat(
            new RevocationCall(TestProviders.NO_NETWORK, TestProviders.CLOCK)
                .revoke(without, BOTH, BeforeSending.GO))
        .isInstanceOf(RevocationReply.Unsupported.class);
  }

  @Test
  void who_changes_their_mind_sends_nothing() {
    var wire = new TestProviders.Recording();

    assertThat(
            new RevocationCall(wire, TestProviders.CLOCK)
                .revoke(TestProviders.client("google"), BOTH, () -> false))
        .isInstanceOf(RevocationReply.NotDone.class);
    assertThat(wire.sent).isEmpty();
  }

  @Test
  void whether_one_token_takes_all_along_is_a_fact_of_the_provider() {
    assertThat(RevocationCall.endsWholeGrant(TestProviders.client("google").provider())).isTrue();
    assertThat(RevocationCall.endsWholeGrant(TestProviders.client("github").provider())).isFalse();
  }

  private static List<String> sent(String provider, TokensToRevoke tokens) {
    var wire =
        new TestProviders.Recording(TestProviders.answer(200, ""), TestProviders.answer(200, ""));
    assertThat(revoke(wire, provider, tokens)).isEqualTo(new RevocationReply.Revoked());
    return wire.sent.stream()
        .map(request -> TestProviders.shown(request).split("\n\n")[1].strip())
        .toList();
  }

  private static RevocationReply revoke(Wire wire, String provider, TokensToRevoke tokens) {
    return new RevocationCall(wire, TestProviders.CLOCK)
        .revoke(TestProviders.client(provider), tokens, BeforeSending.GO);
  }
}
