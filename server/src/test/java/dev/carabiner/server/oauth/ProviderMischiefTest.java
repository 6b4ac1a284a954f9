package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.outbound.OutboundAnswer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What providers answer on bad days, and the named outcome of each. Nothing throws, nothing shows
/// a token.
class ProviderMischiefTest {
  private static final String PLAIN =
      "{id: acme, name: Acme, authorization_endpoint: 'https://acme.example/a', token_endpoint: 'https://acme.example/t'}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          200 | {"access_token":"TT-1","token_type":"Bearer","expires_in":3600}         | Granted
          200 | {"access_token":"TT-1","token_type":"bEaReR"}                           | Granted
          200 | {"access_token":"TT-1"}                                                 | Granted
          200 | {"access_token":"TT-1","error":null}                                    | Granted
          200 | {"access_token":"TT-1","error":""}                                      | Granted
          200 | {"access_token":"TT-1","token_type":"mac"}                              | InDoubt
          200 | {"access_token":"TT-1","token_type":["Bearer"]}                         | InDoubt
          200 | {"access_token":""}                                                     | InDoubt
          200 | {"access_token":null}                                                   | InDoubt
          200 | {"access_token":17}                                                     | InDoubt
          200 | {"access_token":{"TT-1":1}}                                             | InDoubt
          200 | {"access_token":"TT-1\\u0007"}                                          | InDoubt
          200 | {"access_token":"TT-1é"}                                                | InDoubt
          200 | {"access_token":"TT-1","refresh_token":["TT-2"]}                        | InDoubt
          200 | {"access_token":"TT-1","refresh_token":"TT-2\\n"}                       | InDoubt
          200 | {"access_token":"TT-1","access_token":"TT-2"}                           | InDoubt
          200 | {"access_token":"TT-1"                                                  | InDoubt
          200 | {"access_token":"TT-1"}}                                                | InDoubt
          200 | ["TT-1"]                                                                | InDoubt
          200 | "TT-1"                                                                  | InDoubt
          200 | access_token=TT-1&token_type=bearer                                     | InDoubt
          200 | <html><body>TT-1 sign in</body></html>                                  | InDoubt
          200 | ``                                                                      | InDoubt
          200 | {}                                                                      | InDoubt
          200 | {"error":"invalid_grant"}                                               | Dead
          200 | {"error":"invalid_client"}                                              | OursIsWrong
          200 | {"error":"what_is_this"}                                                | Refused
          200 | {"error":{"message":"TT-1"}}                                            | Refused
          200 | {"error":"server_error"}                                                | InDoubt
          200 | {"error":"temporarily_unavailable"}                                     | NotDone
          201 | {"access_token":"TT-1"}                                                 | InDoubt
          204 | ``                                                                      | InDoubt
          302 | ``                                                                      | InDoubt
          400 | {"error":"invalid_grant","error_description":"TT-1 was revoked"}        | Dead
          401 | {"error":"invalid_grant"}                                               | Dead
          400 | {"error":"invalid_client"}                                              | OursIsWrong
          401 | {"error":"invalid_client"}                                              | OursIsWrong
          400 | {"error":"unauthorized_client"}                                         | OursIsWrong
          400 | {"error":"unsupported_grant_type"}                                      | OursIsWrong
          400 | {"error":"invalid_request"}                                             | Refused
          400 | {"error":"invalid_scope"}                                               | Refused
          400 | {"error":"TT-1\\u0000"}                                                 | Refused
          400 | {"error":"slow_down"}                                                   | NotDone
          400 | {"error":"temporarily_unavailable"}                                     | NotDone
          400 | {"message":"nope TT-1"}                                                 | InDoubt
          401 | <html>proxy</html>                                                      | InDoubt
          404 | not found                                                               | InDoubt
          429 | ``                                                                      | NotDone
          429 | {"error":"invalid_grant"}                                               | NotDone
          500 | ``                                                                      | InDoubt
          500 | {"error":"invalid_grant"}                                               | InDoubt
          500 | {"error":"invalid_client"}                                              | InDoubt
          500 | {"access_token":"TT-1"}                                                 | InDoubt
          502 | <html>Bad Gateway</html>                                                | InDoubt
          502 | {"error":"temporarily_unavailable"}                                     | NotDone
          503 | ``                                                                      | NotDone
          503 | <html>maintenance</html>                                                | NotDone
          504 | ``                                                                      | InDoubt
          """)
  void every_answer_ends_in_a_named_outcome(int status, String body, String outcome) {
    var reply = read(PLAIN, TestProviders.answer(status, body));

    assertThat(reply.getClass().getSimpleName()).as(reply.toString()).isEqualTo(outcome);
    assertThat(reply.toString()).doesNotContain("TT-");
  }

  static Stream<Arguments> oversized() {
    var long16 = "x".repeat(16 * 1024);
    return Stream.of(
        Arguments.of("{\"access_token\":\"" + long16 + "\"}", "Granted"),
        Arguments.of("{\"access_token\":\"x" + long16 + "\"}", "InDoubt"),
        Arguments.of("{\"access_token\":\"a\",\"refresh_token\":\"x" + long16 + "\"}", "InDoubt"),
        Arguments.of(
            "{\"access_token\":\"a\",\"more\":" + "[".repeat(20) + "]".repeat(20) + "}", "InDoubt"),
        Arguments.of(
            "{\"access_token\":\"a\",\"more\":\"" + "x".repeat(300_000) + "\"}", "InDoubt"));
  }

  @ParameterizedTest
  @MethodSource("oversized")
  void sizes_have_limits(String body, String outcome) {
    assertThat(read(PLAIN, TestProviders.answer(200, body)).getClass().getSimpleName())
        .isEqualTo(outcome);
  }

  @Test
  void what_was_never_sent_may_be_sent_again_and_what_got_no_answer_is_in_doubt() {
    assertThat(read(PLAIN, new OutboundAnswer.NotSent(true, "refused by the guard")))
        .isEqualTo(new TokenReply.NotDone("refused by the guard", Optional.empty(), true));
    assertThat(read(PLAIN, new OutboundAnswer.NoAnswer("cut after 12 bytes")))
        .isEqualTo(new TokenReply.InDoubt("cut after 12 bytes"));
    assertThat(read(PLAIN, TestProviders.answer(503, "")))
        .isInstanceOfSatisfying(
            TokenReply.NotDone.class, notDone -> assertThat(notDone.nothingSent()).isFalse());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"error":"bad_refresh_token"}                    | Dead
          {"error":"bad_verification_code"}                | Dead
          {"error":"incorrect_client_credentials"}         | OursIsWrong
          {"error":"redirect_uri_mismatch"}                | Refused
          {"error":"bad_refresh_token","access_token":"x"} | Dead
          {"access_token":"x","scope":"repo,gist"}         | Granted
          error=bad_refresh_token&error_description=x      | Dead
          access_token=x&scope=repo%2Cgist&token_type=bearer | Granted
          access_token=x&access_token=y                    | InDoubt
          access_token=%zz                                 | InDoubt
          <html>unicorn</html>                             | InDoubt
          """)
  void a_provider_that_hides_errors_and_may_answer_in_form_encoding(String body, String outcome) {
    var reply =
        new TokenAnswers(TestProviders.client("github").provider().provider().quirks(), List.of())
            .read(
                TestProviders.answer(
                    200, body, Map.of("content-type", "application/x-www-form-urlencoded")),
                TestProviders.NOW);

    assertThat(reply.getClass().getSimpleName()).as(reply.toString()).isEqualTo(outcome);
  }

  private static TokenReply read(String yaml, OutboundAnswer answer) {
    return new TokenAnswers(TestProviders.clientOf(yaml).provider().provider().quirks(), List.of())
        .read(answer, TestProviders.NOW);
  }
}
