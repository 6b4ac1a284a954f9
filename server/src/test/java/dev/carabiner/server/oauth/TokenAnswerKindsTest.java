package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One line for each way in which a token answer may deviate. The clock stands at
/// 2026-11-23T12:00Z, which is 1795435200 seconds since 1970.
class TokenAnswerKindsTest {
  private static final String START =
      "{id: acme, name: Acme, authorization_endpoint: 'https://acme.example/a', token_endpoint: 'https://acme.example/t', ";
  private static final String TWO_TOKENS =
      "token_response: {token_types: [bot, person], alternates: {user: {access_token: who.access_token, refresh_token: who.refresh_token, scope: who.scope, token_type: who.token_type}}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "expires_at: ends, expires_at_format: epoch_s|\"ends\":1795435260|60",
        "expires_at: ends, expires_at_format: epoch_s|\"ends\":\"1795435260\"|60",
        "expires_at: x.ends, expires_at_format: epoch_ms|\"x\":{\"ends\":1795435260999}|60",
        "expires_at: ends, expires_at_format: iso8601|\"ends\":\"2026-11-23T12:01:00Z\"|60",
        "expires_at: ends, expires_at_format: iso8601|\"ends\":\"2026-11-23T14:01:00+02:00\"|60",
        "expires_at: ends, expires_at_format: iso8601|\"ends\":\"2026-11-23T11:00:00Z\"|",
        "expires_at: ends, expires_at_format: iso8601|\"ends\":\"tomorrow\"|",
        "expires_at: ends, expires_at_format: epoch_s|\"ends\":1795435260,\"expires_in\":30|30",
        "expires_in_type: string|\"expires_in\":\"600\"|600",
        "expires_in_zero_means: never|\"expires_in\":0|",
        "expires_in_zero_means: never|\"expires_in\":5|5",
        "expires_in: expireIn|\"expireIn\":7200|7200"
      })
  void a_life_is_read_in_whatever_form_it_comes(String keys, String members, Long seconds) {
    assertThat(
            granted("token_response: {" + keys + "}", "{\"access_token\":\"a\"," + members + "}")
                .lifetime())
        .isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
  }

  @Test
  void zero_that_means_never_wins_over_what_the_token_itself_claims() {
    // {"alg":"none"}.{"exp":1795435260}.x
    var token = "eyJhbGciOiJub25lIn0.eyJleHAiOjE3OTU0MzUyNjB9.x";
    var body = "{\"access_token\":\"" + token + "\",\"expires_in\":0}";

    assertThat(granted("token_response: {expires_in_zero_means: never}", body).lifetime())
        .isEmpty();
    assertThat(granted("pkce: required", body).lifetime()).contains(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "alternates: {wrapped: {access_token: 'data[0].access_token'}}|{\"data\":[{\"access_token\":\"a\"}]}",
        "alternates: {old: {access_token: token}}|{\"token\":\"a\"}",
        "alternates: {old: {access_token: token}}|{\"token\":\"b\",\"access_token\":\"a\"}",
        "access_token: accessToken|{\"accessToken\":\"a\"}",
        "access_token: data.access_token|{\"code\":0,\"data\":{\"access_token\":\"a\"}}",
        "default_format: form|access_token=a&expires=60",
        "id_token_may_be_false: true|{\"access_token\":\"a\",\"id_token\":false}",
        "first_only: [athlete], keep: {who: athlete.id}|{\"access_token\":\"a\"}"
      })
  void a_token_is_found_wherever_it_is(String keys, String body) {
    assertThat(TestProviders.open(granted("token_response: {" + keys + "}", body).accessToken()))
        .isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "none|{\"access_token\":\"b\",\"token_type\":\"bot\",\"scope\":\"x\",\"who\":{\"access_token\":\"u\"}}|b|none|x",
        "user|{\"access_token\":\"b\",\"token_type\":\"bot\",\"scope\":\"x\",\"who\":{\"access_token\":\"u\",\"refresh_token\":\"ur\",\"scope\":\"y\",\"token_type\":\"person\"}}|u|ur|y",
        "user|{\"access_token\":\"b\",\"refresh_token\":\"br\",\"token_type\":\"bot\",\"scope\":\"x\"}|b|br|x",
        "none|{\"who\":{\"access_token\":\"u\",\"scope\":\"y\"}}|u|none|y",
        "user|{\"access_token\":\"b\",\"refresh_token\":\"br\",\"who\":{\"access_token\":\"u\"}}|u|none|none"
      })
  void of_two_tokens_the_app_gets_the_one_that_it_names(
      String preferred, String body, String token, String refresh, String scope) {
    var reply = read(TWO_TOKENS, body, Optional.ofNullable(preferred));

    var grant = ((TokenReply.Granted) reply).grant();
    assertThat(TestProviders.open(grant.accessToken())).isEqualTo(token);
    assertThat(grant.refreshToken().map(TestProviders::open))
        .isEqualTo(Optional.ofNullable(refresh));
    assertThat(grant.scopes()).isEqualTo(Optional.ofNullable(scope).map(List::of));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "scope_format: mixed|\"x,y z\"",
        "scope_format: mixed|[\"x\",\"y\",\"z\"]",
        "scope_format: array|[\"x\",\"y\",\"z\"]",
        "scope_separator: ','|\"x,y,z\""
      })
  void scopes_are_read_in_whatever_form_they_come(String keys, String scope) {
    assertThat(
            granted(
                    "token_response: {" + keys + "}",
                    "{\"access_token\":\"a\",\"scope\":" + scope + "}")
                .scopes())
        .contains(List.of("x", "y", "z"));
  }

  @Test
  void a_renewed_access_token_is_its_own_refresh_token() {
    var grant =
        granted(
            "refresh: {style: access_token_renewal, url: 'https://acme.example/r'}",
            "{\"access_token\":\"a\",\"expires_in\":60,\"refresh_token\":\"never\"}");

    assertThat(grant.refreshToken().map(TestProviders::open)).contains("a");
    assertThat(grant.refreshLifetime()).contains(Duration.ofMinutes(1));
  }

  @Test
  void kept_values_are_texts_lists_and_objects_up_to_2_kibibytes() {
    var kept =
        granted(
                "token_response: {keep: {id: user.id, live: live, ids: data.ids, owner: owner, long: long, none: none}}",
                "{\"access_token\":\"a\",\"user\":{\"id\":7},\"live\":false,\"data\":{\"ids\":[1,2]},\"owner\":{\"type\":\"user\"},\"long\":\""
                    + "x".repeat(2049)
                    + "\"}")
            .kept();

    assertThat(open(kept))
        .isEqualTo(
            Map.of("id", "7", "live", "false", "ids", "[1,2]", "owner", "{\"type\":\"user\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "{style: ok_flag, success_field: ok, success_value: true, field: error, words: {revoked: invalid_grant}}|{\"ok\":false,\"error\":\"revoked\",\"access_token\":\"a\"}|invalid_grant",
        "{style: ok_flag, success_field: ok, success_value: true, field: error}|{\"ok\":true,\"access_token\":\"a\"}|none",
        "{style: ok_flag, success_field: ok, success_value: true, field: error}|{\"ok\":false}|false",
        "{style: code_field, success_field: code, success_value: 0, words: {'40105': invalid_grant}}|{\"code\":40105,\"message\":\"m\"}|invalid_grant",
        "{style: code_field, success_field: code, success_value: 0}|{\"code\":0,\"access_token\":\"a\"}|none",
        "{style: code_field, success_field: status, success_value: 0, message_field: error}|{\"status\":601,\"error\":\"m\"}|601",
        "{style: code_field, field: errcode, message_field: errmsg, success_value: absent}|{\"errcode\":40029,\"errmsg\":\"m\"}|40029",
        "{style: code_field, field: errcode, success_value: absent}|{\"errcode\":0,\"access_token\":\"a\"}|none",
        "{style: code_field, field: ECODE, message_field: err}|{\"err\":\"m\",\"ECODE\":\"OAUTH_014\"}|OAUTH_014",
        "{style: nested_object, field: error.code, words: {'190': invalid_grant}}|{\"error\":{\"code\":190}}|invalid_grant",
        "{style: nested_object, field: error.code}|{\"error\":{\"message\":\"m\"}}|unreadable_error",
        "{style: nested_object, field: 'errors[0].errorType'}|{\"errors\":[{\"errorType\":\"invalid_grant\"}]}|invalid_grant",
        "{style: nested_object, field: error_type}|{\"error_type\":\"Failed\",\"code\":400}|Failed",
        "{style: status_message, field: message, words: {No such token: invalid_grant}}|{\"status\":400,\"message\":\"No such token\"}|invalid_grant",
        "{style: status_message, field: message}|{\"message\":\"fine\",\"access_token\":\"a\"}|none",
        "{style: http_200_error, field: error}|{\"error\":\"invalid_code\",\"access_token\":\"a\"}|invalid_code",
        "{also: in words}|{\"error\":\"invalid_grant\"}|invalid_grant",
        "{style: rfc6749, field: error, message_field: reason}|{\"error\":\"invalid_grant\",\"reason\":\"m\"}|invalid_grant",
        "{messages: {No such token.: invalid_grant}}|{\"error\":\"invalid_request\",\"error_description\":\"No such token.\"}|invalid_grant",
        "{messages: {No such token.: invalid_grant}}|{\"error\":\"invalid_request\",\"error_description\":\"m\"}|invalid_request",
        "{message_field: reason, messages: {Gone: invalid_grant}}|{\"error\":\"invalid_request\",\"reason\":\"Gone\"}|invalid_grant",
        "{messages: {Fine: invalid_grant}}|{\"access_token\":\"a\",\"error_description\":\"Fine\"}|none",
        "{also: [{style: ok_flag, success_field: success, success_value: true, field: message}]}|{\"success\":false,\"message\":\"no more\"}|no more"
      })
  void an_error_is_found_before_the_status_is_believed(String rules, String body, String error) {
    var reply = read("errors: " + rules, body, Optional.empty());

    if (error == null) assertThat(reply).isInstanceOf(TokenReply.Granted.class);
    else if (error.equals("invalid_grant")) assertThat(reply).isEqualTo(new TokenReply.Dead(error));
    else assertThat(reply).isEqualTo(new TokenReply.Refused(error));
  }

  private static Map<String, String> open(Map<String, Secret> kept) {
    return kept.entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, entry -> TestProviders.open(entry.getValue())));
  }

  private static Grant granted(String keys, String body) {
    var reply = read(keys, body, Optional.empty());
    assertThat(reply).isInstanceOf(TokenReply.Granted.class);
    return ((TokenReply.Granted) reply).grant();
  }

  private static TokenReply read(String keys, String body, Optional<String> preferred) {
    var quirks = TestProviders.clientOf(START + keys + "}").provider().provider().quirks();
    var type = body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded";
    return new TokenAnswers(quirks, List.of(), preferred)
        .read(TestProviders.answer(200, body, Map.of("content-type", type)), TestProviders.NOW);
  }
}
