package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.ProviderReader;
import dev.carabiner.vault.Reveal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackReaderTest {
  private static final String ISSUER = "https://acme.example";

  @ParameterizedTest
  @CsvSource({
    // promised, sent, accepted (RFC 9207 section 2.4)
    "true,  https://acme.example,     true",
    "true,  https://evil.example,     false",
    "true,  ,                         false",
    "false, https://acme.example,     true",
    "false, https://evil.example,     false",
    "false, ,                         true",
    "true,  https://acme.example/,    false",
    "true,  https://ACME.example,     false",
    "true,  https://acme.example:443, false",
    "true,  '',                       false"
  })
  void the_issuer_of_a_callback_must_be_the_one_the_flow_was_started_with(
      boolean promised, String sent, boolean accepted) {
    var expected = new ExpectedIssuer(Optional.of(ISSUER), promised);
    for (var outcome : Map.of("code", "c", "error", "access_denied").entrySet()) {
      var parameters = new HashMap<>(Map.of(outcome.getKey(), outcome.getValue()));
      if (sent != null) parameters.put("iss", sent);

      assertThat(
              CallbackReader.read(parameters, plain(expected)) instanceof CallbackAnswer.Untrusted)
          .as(outcome.getKey())
          .isEqualTo(!accepted);
    }
  }

  @Test
  void where_no_issuer_is_known_there_is_nothing_to_compare_with() {
    var unknown = new ExpectedIssuer(Optional.empty(), false);

    assertThat(CallbackReader.read(Map.of("code", "c", "iss", ISSUER), plain(unknown)))
        .isInstanceOf(CallbackAnswer.Code.class);
  }

  @Test
  void a_code_is_a_secret() {
    var answer = read(Map.of("code", "TT-code", "state", "s"));

    assertThat(answer)
        .isInstanceOfSatisfying(
            CallbackAnswer.Code.class,
            code -> assertThat(code.code().reveal(Reveal.TO_COMPARE)).isEqualTo("TT-code"));
    assertThat(answer.toString()).doesNotContain("TT-code");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "ä", "a\u0000"})
  void a_code_is_visible_characters_only(String code) {
    assertThat(read(Map.of("code", code))).isInstanceOf(CallbackAnswer.Untrusted.class);
  }

  @Test
  void a_code_is_4_kib_at_most() {
    assertThat(read(Map.of("code", "c".repeat(4096)))).isInstanceOf(CallbackAnswer.Code.class);
    assertThat(read(Map.of("code", "c".repeat(4097)))).isInstanceOf(CallbackAnswer.Untrusted.class);
    assertThat(read(Map.of("state", "s"))).isInstanceOf(CallbackAnswer.Untrusted.class);
  }

  @Test
  void an_error_wins_over_a_code_and_only_known_codes_are_passed_on() {
    assertThat(read(Map.of("error", "access_denied", "code", "c")))
        .isEqualTo(new CallbackAnswer.Denied("access_denied"));
    assertThat(read(Map.of("error", "<script>")))
        .isEqualTo(new CallbackAnswer.Denied("server_error"));
    assertThat(read(Map.of("error", "own_word")))
        .isEqualTo(new CallbackAnswer.Denied("server_error"));
  }

  private static CallbackAnswer read(Map<String, String> parameters) {
    return CallbackReader.read(parameters, plain(new ExpectedIssuer(Optional.of(ISSUER), false)));
  }

  private static ExpectedCallback plain(ExpectedIssuer issuer) {
    var provider =
        new ProviderReader(Catalogue.builtIn())
            .read("{id: acme, name: Acme, issuer: 'https://acme.example'}", "test");
    return new ExpectedCallback(provider, issuer, Map.of(), Map.of(), Optional.empty());
  }
}
