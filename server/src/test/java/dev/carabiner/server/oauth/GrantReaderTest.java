package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantReaderTest {
  private static final String START =
      "{id: acme, name: Acme, authorization_endpoint: 'https://acme.example/a', token_endpoint: 'https://acme.example/t'";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "3600|3600",
        "\"3600\"|3600",
        "\" 3600 \"|3600",
        "3599.9|3599",
        "\"3599.9\"|3599",
        "1|1",
        "3.6e3|3600",
        "315360000|315360000"
      })
  void a_lifetime_is_read_whatever_its_spelling(String value, long seconds) {
    assertThat(granted("", "{\"access_token\":\"a\",\"expires_in\":" + value + "}").lifetime())
        .contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "0.4",
        "null",
        "[]",
        "{}",
        "true",
        "\"\"",
        "\"soon\"",
        "\"-5\"",
        "315360001",
        "99999999999999999999999999",
        "1e400",
        "9223372036854775807",
        "\"9223372036854775808\"",
        "\"NaN\""
      })
  void a_lifetime_that_makes_no_sense_is_unknown(String value) {
    assertThat(granted("", "{\"access_token\":\"a\",\"expires_in\":" + value + "}").lifetime())
        .isEmpty();
  }

  @Test
  void an_empty_or_null_refresh_token_is_none() {
    assertThat(granted("", "{\"access_token\":\"a\",\"refresh_token\":\"\"}").refreshToken())
        .isEmpty();
    assertThat(granted("", "{\"access_token\":\"a\",\"refresh_token\":null}").refreshToken())
        .isEmpty();
    assertThat(
            granted("", "{\"access_token\":\"a\",\"refresh_token\":\"r\"}")
                .refreshToken()
                .map(GrantReaderTest::open))
        .contains("r");
  }

  @Test
  void the_refresh_tokens_life_is_read_under_its_usual_names() {
    assertThat(
            granted("", "{\"access_token\":\"a\",\"refresh_token_expires_in\":60}")
                .refreshLifetime())
        .contains(Duration.ofMinutes(1));
    assertThat(granted("", "{\"access_token\":\"a\",\"refresh_expires_in\":60}").refreshLifetime())
        .contains(Duration.ofMinutes(1));
    assertThat(granted("", "{\"access_token\":\"a\",\"refresh_expires_in\":0}").refreshLifetime())
        .isEmpty();
    assertThat(
            granted(
                    ", token_response: {refresh_expires_in: x.y}",
                    "{\"access_token\":\"a\",\"x\":{\"y\":60}}")
                .refreshLifetime())
        .contains(Duration.ofMinutes(1));
  }

  @Test
  void scopes_are_a_text_or_a_list_and_nothing_where_nothing_is_said() {
    assertThat(granted("", "{\"access_token\":\"a\",\"scope\":\"b  c b\"}").scopes())
        .contains(List.of("b", "c"));
    assertThat(granted("", "{\"access_token\":\"a\",\"scope\":[\"b\",\"c\"]}").scopes())
        .contains(List.of("b", "c"));
    assertThat(
            granted(
                    ", token_response: {scope_separator: ','}",
                    "{\"access_token\":\"a\",\"scope\":\"b, c\"}")
                .scopes())
        .contains(List.of("b", "c"));
    for (var nothing : List.of("\"\"", "null", "[]", "17", "{}"))
      assertThat(granted("", "{\"access_token\":\"a\",\"scope\":" + nothing + "}").scopes())
          .isEqualTo(Optional.empty());
  }

  @Test
  void members_are_found_where_the_catalogue_says() {
    var grant =
        granted(
            ", token_response: {access_token: data.0.token, scope: data.0.may, keep: {team: team.id, none: team.none, deep: team}}",
            "{\"data\":[{\"token\":\"a\",\"may\":\"b\"}],\"team\":{\"id\":17}}");

    assertThat(open(grant.accessToken())).isEqualTo("a");
    assertThat(grant.scopes()).contains(List.of("b"));
    assertThat(grant.kept()).containsOnlyKeys("team", "deep");
    assertThat(grant.kept().get("team")).extracting(GrantReaderTest::open).isEqualTo("17");
  }

  @Test
  void a_grant_never_prints_what_it_holds() {
    var grant =
        granted("", "{\"access_token\":\"TT-1\",\"refresh_token\":\"TT-2\",\"id_token\":\"TT-3\"}");

    assertThat(grant.idToken().map(GrantReaderTest::open)).contains("TT-3");
    assertThat(grant.toString()).doesNotContain("TT-");
  }

  private static Grant granted(String more, String body) {
    var quirks = TestProviders.clientOf(START + more + "}").provider().provider().quirks();
    var reply =
        new TokenAnswers(quirks, List.of())
            .read(TestProviders.answer(200, body), TestProviders.NOW);
    assertThat(reply).isInstanceOf(TokenReply.Granted.class);
    return ((TokenReply.Granted) reply).grant();
  }

  private static String open(Secret secret) {
    return secret.reveal(Reveal.TO_COMPARE);
  }
}
