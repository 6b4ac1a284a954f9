package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.vault.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One line for each way in which revocations, token checks, profiles and look-ups may deviate.
class OwnCallKindsTest {
  private static final String START =
      "{id: acme, name: Acme, authorization_endpoint: 'https://acme.example/a', token_endpoint: 'https://acme.example/t', "
          + "token_response: {keep: {account: account, other: other}}, ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "style: custom, method: DELETE, url: 'https://acme.example/r', auth: bearer|DELETE https://acme.example/r|Bearer at|none",
        "style: custom, method: DELETE, url: 'https://acme.example/r/${account}', auth: client_secret_bearer|DELETE https://acme.example/r/a%2F1|Bearer the secret&|none",
        "style: custom, url: 'https://acme.example/r', auth: 'header:Authorization=Client ${client_secret}', body: json, params: {id: '${client_id}', t: '${access_token}'}|POST https://acme.example/r|Client the secret&|{\"id\":\"the-client\",\"t\":\"at\"}",
        "style: custom, url: 'https://acme.example/r', auth: app_token|POST https://acme.example/r|none|access_token=the-client%7Cthe+secret%26",
        "style: custom, url: 'https://acme.example/r', auth: client_secret_post, params: {kind: delete}|POST https://acme.example/r|none|kind=delete&client_id=the-client&client_secret=the+secret%26",
        "style: custom, url: 'https://acme.example/r', params: {token: '${refresh_token}'}, params_in: query, token: refresh|POST https://acme.example/r?token=rt|none|none",
        "style: custom, method: GET, url: 'https://acme.example/r?x=y', auth: none, params: {access_token: '${access_token}'}|GET https://acme.example/r?x=y&access_token=at|none|none",
        "style: custom, url: 'https://acme.example/r', auth: bearer, body: empty|POST https://acme.example/r|Bearer at|none",
        "auth: client_secret_post, body: json, token: access|POST https://acme.example/v|none|{\"token\":\"at\",\"token_type_hint\":\"access_token\",\"client_id\":\"the-client\",\"client_secret\":\"the secret&\"}",
        "auth: client_id_only, token: access|POST https://acme.example/v|none|token=at&token_type_hint=access_token&client_id=the-client",
        "auth: bearer, token: access|POST https://acme.example/v|Bearer at|token=at&token_type_hint=access_token"
      })
  void a_revocation_is_sent_as_the_entry_says(
      String rules, String line, String authorization, String body) {
    var wire = new TestProviders.Recording(TestProviders.answer(200, ""));

    assertThat(revoke(rules, wire)).isEqualTo(new RevocationReply.Revoked());
    var sent = wire.sent.getFirst();
    assertThat(sent.method() + " " + sent.uri()).isEqualTo(line);
    assertThat(
            Optional.ofNullable(sent.headers().get("Authorization"))
                .map(TestProviders::open)
                .orElse(null))
        .isEqualTo(authorization);
    assertThat(sent.body().map(TestProviders::open).orElse(null)).isEqualTo(body);
  }

  @Test
  void a_revocation_that_needs_an_unknown_value_is_unsupported_and_says_so() {
    var reply =
        revoke(
            "style: custom, url: 'https://acme.example/${other}', auth: bearer",
            new TestProviders.Recording());

    assertThat(reply)
        .isInstanceOfSatisfying(
            RevocationReply.Unsupported.class,
            unsupported -> assertThat(unsupported.note()).contains("needs other, which"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"ok\":true,\"revoked\":true}|Revoked[]",
        "{\"ok\":true,\"revoked\":false}|Refused[error=not_confirmed]",
        "{\"ok\":true}|Refused[error=not_confirmed]",
        "{\"ok\":false,\"error\":\"token_revoked\"}|Revoked[]",
        "{\"ok\":false,\"error\":\"not_allowed\"}|Refused[error=not_allowed]"
      })
  void a_success_field_has_to_be_true(String body, String reply) {
    var rules =
        "style: custom, url: 'https://acme.example/r', auth: bearer, success_field: revoked}, errors: {style: ok_flag, success_field: ok, success_value: true, field: error, words: {token_revoked: invalid_token}";
    assertThat(revoke(rules, new TestProviders.Recording(TestProviders.answer(200, body))))
        .hasToString(reply);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "method: GET, url: 'https://acme.example/i', auth: none, params: {t: '${access_token}'}|GET https://acme.example/i?t=at|{\"expires_in\":60}",
        "method: GET, url: 'https://acme.example/i/${access_token}', auth: none|GET https://acme.example/i/at|{\"exp\":1795435260}",
        "url: 'https://acme.example/i', auth: bearer, expires_at: expires_at, expires_at_format: iso8601|POST https://acme.example/i|{\"expires_at\":\"2026-11-23T12:01:00Z\"}",
        "url: 'https://acme.example/i', auth: none, expires_in: data.left, params: {t: x}|POST https://acme.example/i|{\"data\":{\"left\":\"60\"}}"
      })
  void a_token_is_checked_as_the_entry_says(String keys, String line, String body) {
    var wire = new TestProviders.Recording(TestProviders.answer(200, body));
    var life =
        new IntrospectionCall(wire, TestProviders.CLOCK)
            .life(client("introspection: {style: custom, " + keys + "}"), Secret.of("at"));

    assertThat(life).contains(Duration.ofMinutes(1));
    assertThat(wire.sent.getFirst().method() + " " + wire.sent.getFirst().uri()).isEqualTo(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "userinfo_endpoint: 'https://acme.example/me'|GET https://acme.example/me|Authorization: Bearer at|none",
        "userinfo_endpoint: 'https://acme.example/me', api: {header_format: 'OAuth ${access_token}'}|GET https://acme.example/me|Authorization: OAuth at|none",
        "userinfo_endpoint: 'https://acme.example/me', api: {header_name: X-Token, header_format: '${access_token}', extra_headers: {Tenant: '${other}', Who: '${account}'}}|GET https://acme.example/me|X-Token: at|none",
        "userinfo_endpoint: 'https://acme.example/me', api: {token_in: query, query_name: oauth_token, extra_query: {key: '${client_id}'}}|GET https://acme.example/me?key=the-client&oauth_token=at|none|none",
        "userinfo: {method: POST, url: 'https://acme.example/me', body: empty}|POST https://acme.example/me|Authorization: Bearer at|none",
        "userinfo: {method: POST, url: 'https://acme.example/me', params: {id: '${client_id}', access_token: '${access_token}'}}|POST https://acme.example/me|none|id=the-client&access_token=at"
      })
  void a_profile_is_asked_for_as_the_api_is_called(
      String keys, String line, String header, String body) {
    var wire = new TestProviders.Recording(TestProviders.answer(200, "{\"id\":7}"));

    assertThat(find(keys, wire).map(Account::id)).contains("7");
    var sent = wire.sent.getFirst();
    assertThat(sent.method() + " " + sent.uri()).isEqualTo(line);
    assertThat(sent.body().map(TestProviders::open).orElse(null)).isEqualTo(body);
    if (header != null) assertThat(TestProviders.shown(sent)).contains(header);
    else assertThat(sent.headers()).doesNotContainKey("Authorization");
    assertThat(sent.headers()).doesNotContainKey("Tenant");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "{\"sub\":\"s\",\"id\":\"i\",\"name\":\"N\"}|s|N",
        "{\"id\":12,\"login\":\"l\"}|12|l",
        "{\"user_id\":\"u\"}|u|none",
        "{\"data\":{\"id\":\"d\",\"username\":\"n\"}}|d|n",
        "{\"user\":{\"id\":9,\"name\":\"n\"}}|9|n",
        "{\"uuid\":\"x\",\"key\":\"y\",\"team\":{\"id\":1}}|none|none",
        "[{\"id\":1}]|none|none"
      })
  void an_account_is_found_where_everybody_has_it_and_nowhere_else(
      String body, String id, String name) {
    var wire = new TestProviders.Recording(TestProviders.answer(200, body));
    var account = find("userinfo_endpoint: 'https://acme.example/me'", wire);

    assertThat(account.map(Account::id)).isEqualTo(Optional.ofNullable(id));
    assertThat(account.flatMap(Account::name)).isEqualTo(Optional.ofNullable(name));
  }

  @Test
  void the_entry_may_say_which_kept_value_is_the_account() {
    var account =
        find("account: {kept: {id: account, name: other}}", new TestProviders.Recording());

    assertThat(account).contains(new Account("a/1", Optional.empty(), Optional.empty()));
  }

  @Test
  void each_element_of_a_list_is_a_candidate() {
    var choice =
        look(
            "after_connect: {url: 'https://acme.example/l', keep: {cloud: '[0].id', site_name: '[0].name'}}",
            "[{\"id\":1,\"name\":\"One\"},{\"id\":2},{\"name\":\"none\"}]");

    assertThat(shown(choice))
        .containsExactly(
            "1 One {cloud=1, site_name=One}", "2 2 {cloud=2}", "none none {site_name=none}");
    assertThat(choice.isOpen()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "keep: {id: 'accounts[0].id'}|{\"accounts\":[{\"id\":5}]}|5 5 {id=5}",
        "keep: {id: 'accounts[0].id', top: who}|{\"who\":\"w\",\"accounts\":[{\"id\":5}]}|5 5 {id=5, top=w}",
        "keep: {dc: dc, account_name: account}|{\"dc\":\"us1\",\"account\":\"Acme\"}|us1 Acme {account_name=Acme, dc=us1}"
      })
  void one_account_is_no_choice(String keep, String body, String candidate) {
    var choice = look("after_connect: {url: 'https://acme.example/l', " + keep + "}", body);

    assertThat(shown(choice)).containsExactly(candidate);
    assertThat(choice.isOpen()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"'[]'", "'{}'", "'<html>'", "'{\"accounts\":{}}'"})
  void a_look_up_that_tells_nothing_is_no_choice(String body) {
    var keys = "after_connect: {url: 'https://acme.example/l', keep: {id: 'accounts[0].id'}}";
    assertThat(look(keys, body)).isEqualTo(AccountChoice.NONE);
  }

  private static RevocationReply revoke(String rules, TestProviders.Recording wire) {
    var client =
        client("revocation_endpoint: 'https://acme.example/v', revocation: {" + rules + "}");
    var tokens = new TokensToRevoke(Optional.of(Secret.of("rt")), Optional.of(Secret.of("at")));
    return new RevocationCall(wire, TestProviders.CLOCK).revoke(client, tokens, BeforeSending.GO);
  }

  private static Optional<Account> find(String keys, TestProviders.Recording wire) {
    return new AccountLookup(wire, TestProviders.CLOCK)
        .find(client(keys), grant(), List.of(), Optional.empty());
  }

  private static AccountChoice look(String keys, String body) {
    var wire = new TestProviders.Recording(TestProviders.answer(200, body));
    var choice = new LookupCall(wire, TestProviders.CLOCK).of(client(keys), grant());
    assertThat(wire.sent.getFirst().deadline()).isEqualTo(Duration.ofSeconds(5));
    return choice;
  }

  private static List<String> shown(AccountChoice choice) {
    return choice.candidates().stream()
        .map(one ->
            one.id()
                + " "
                + one.label()
                + one.kept().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(kept -> kept.getKey() + "=" + TestProviders.open(kept.getValue()))
                    .collect(Collectors.joining(", ", " {", "}")))
        .toList();
  }

  private static OAuthClient client(String keys) {
    return TestProviders.clientOf(START + keys + "}")
        .speakingFor(new KeptValues(Map.of("account", Secret.of("a/1"))));
  }

  private static Grant grant() {
    return new Grant(
        Secret.of("at"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of("account", Secret.of("a/1")),
        Optional.empty());
  }
}
