package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.ProviderReader;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each kind of deviation of the callback, as one provider or another sends it.
class CallbackQuirksTest {
  private static final String START =
      """
      id: example
      name: Example
      authorization_endpoint: https://acme.example/a
      token_endpoint: https://acme.example/t
      """;
  private static final String SHOPS =
      """
      id: example-shops
      name: Example
      authorization_endpoint: https://${shop}.shops.example/admin/oauth/authorize
      token_endpoint: https://${shop}.shops.example/admin/oauth/access_token
      callback:
        keep: {shop: shop, host: host}
        signature: {param: hmac, algorithm: hmac-sha256, key: '${client_secret}', over: 'all other query parameters, sorted'}
      variables: [{id: shop, pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,99}$', verify_callback: shop}]
      """;
  private static final String CENTRES =
      """
      id: example-centres
      name: Example
      authorization_endpoint: https://accounts.centres.${dc}/oauth/v2/auth
      token_endpoint: https://accounts.centres.${dc}/oauth/v2/token
      callback: {keep: {accounts_server: accounts-server}, token_host_from: accounts-server, note: The token call moves.}
      variables:
        - {id: dc, pattern: '^(com|eu|com\\.au)$', default: com, from_callback: location, value_map: {us: com, eu: eu, au: com.au}}
      """;

  @ParameterizedTest
  @ValueSource(strings = {"spapi_oauth_code", "authCode", "auth_code"})
  void a_code_may_go_by_another_name(String name) {
    var yaml = START + "parameter_names: {callback.code: " + name + "}\n";

    assertThat(code(read(yaml, Map.of(), Map.of(name, "c"))).code().reveal(Reveal.TO_COMPARE))
        .isEqualTo("c");
    assertThat(read(yaml, Map.of(), Map.of("code", "c")))
        .isInstanceOf(CallbackAnswer.Untrusted.class);
  }

  @Test
  void junk_is_cut_off_the_end_of_the_code_alone() {
    var yaml = START + "callback: {strip_code_suffix: '#_'}\n";

    assertThat(codeOf(yaml, "abc#_")).isEqualTo("abc");
    assertThat(codeOf(yaml, "abc")).isEqualTo("abc");
    assertThat(codeOf(yaml, "a#_bc")).isEqualTo("a#_bc");
    assertThat(read(yaml, Map.of(), Map.of("code", "#_")))
        .isInstanceOf(CallbackAnswer.Untrusted.class);
  }

  @Test
  void an_error_may_go_by_another_name_and_in_the_providers_own_words() {
    var yaml =
        START
            + "callback: {error_param: error_reason}\nerrors: {words: {user_denied: access_denied}}\n";

    assertThat(read(yaml, Map.of(), Map.of("error_reason", "user_denied", "code", "c")))
        .isEqualTo(new CallbackAnswer.Denied("access_denied"));
    assertThat(read(yaml, Map.of(), Map.of("error_reason", "odd")))
        .isEqualTo(new CallbackAnswer.Denied("server_error"));
    assertThat(read(yaml, Map.of(), Map.of("error", "access_denied")))
        .isEqualTo(new CallbackAnswer.Denied("access_denied"));
  }

  @Test
  void what_the_entry_wants_kept_is_kept_as_a_secret_and_nothing_else_is() {
    var yaml = START + "callback: {keep: {realm_id: realmId, user: user, team_id: teamId}}\n";
    var answer =
        read(
            yaml,
            Map.of(),
            Map.of("code", "c", "realmId", "TT-4620", "user", "{\"name\":\"Zoë 李\"}", "x", "y"));

    var kept = code(answer).kept();
    assertThat(kept.keySet()).containsExactlyInAnyOrder("realm_id", "user");
    assertThat(kept.get("user").reveal(Reveal.TO_COMPARE)).isEqualTo("{\"name\":\"Zoë 李\"}");
    assertThat(answer.toString()).doesNotContain("TT-4620", "Zoë");
  }

  @Test
  void a_kept_value_is_2_kib_of_visible_characters_at_most() {
    var yaml = START + "callback: {keep: {site: site}}\n";

    assertThat(read(yaml, Map.of(), Map.of("code", "c", "site", "s".repeat(2048))))
        .isInstanceOf(CallbackAnswer.Code.class);
    for (var value :
        List.of("s".repeat(2049), "é".repeat(1025), "a\nb", "a\u0000", "a\ud800", "\u2028"))
      assertThat(read(yaml, Map.of(), Map.of("code", "c", "site", value)))
          .isInstanceOf(CallbackAnswer.Untrusted.class);
  }

  @Test
  void a_signature_over_all_other_parameters_is_checked() {
    // made apart from this program: printf %s '…' | openssl dgst -sha256 -hmac 'the secret&'
    var good =
        Map.of(
            "code", "0907a61c0c8d55e99db179b68161bc00",
            "host", "YWRtaW4uc2hvcHM",
            "shop", "acme.shops.example",
            "state", "0.6784241404160823",
            "timestamp", "1337178173",
            "hmac", "2a37444cc245a9c6ab25385d5cb02982de1b76dedb0be09a4ffb60834ac1f2cb");

    assertThat(code(read(SHOPS, Map.of("shop", "acme"), good)).kept().keySet())
        .containsExactly("host");
    var loud = new HashMap<>(good);
    loud.put("hmac", good.get("hmac").toUpperCase(Locale.ROOT));
    assertThat(read(SHOPS, Map.of("shop", "acme"), loud)).isInstanceOf(CallbackAnswer.Code.class);
    for (var name : good.keySet()) {
      var missing = new HashMap<>(good);
      missing.remove(name);
      assertUntrusted(missing);
      var changed = new HashMap<>(good);
      changed.merge(name, "0", String::concat);
      assertUntrusted(changed);
    }
    var more = new HashMap<>(good);
    more.put("error", "access_denied");
    assertUntrusted(more);
  }

  @Test
  void without_a_client_secret_no_signature_is_good() {
    var provider = new ProviderReader(Catalogue.builtIn()).read(SHOPS, "test");
    for (var secret : List.of(Optional.<Secret>empty(), Optional.of(Secret.of(""))))
      assertThat(
              CallbackReader.read(
                  Map.of("code", "c", "shop", "acme", "hmac", "00"),
                  new ExpectedCallback(
                      provider,
                      new ExpectedIssuer(Optional.empty(), false),
                      provider.addresses().endpoints(),
                      Map.of("shop", "acme"),
                      secret)))
          .isInstanceOf(CallbackAnswer.Untrusted.class);
  }

  @ParameterizedTest
  @CsvSource({
    "acme.shops.example,      true",
    "ACME.shops.example,      true",
    "acme,                    true",
    "other.shops.example,     false",
    "acme.evil.example,       false",
    "acme.shops.example.evil, false",
    "acme.shops.example/x,    false",
    "'',                      false",
    ",                        false"
  })
  void a_callback_must_agree_on_the_host_that_the_browser_was_sent_to(String shop, boolean agrees) {
    var yaml = SHOPS.replaceAll("(?m)^  signature.*\\n", "");
    var parameters = new HashMap<>(Map.of("code", "c"));
    if (shop != null) parameters.put("shop", shop);

    assertThat(read(yaml, Map.of("shop", "acme"), parameters) instanceof CallbackAnswer.Code)
        .isEqualTo(agrees);
  }

  @ParameterizedTest
  @CsvSource({
    "us, https://accounts.centres.com,    com",
    "eu, https://accounts.centres.eu,     eu",
    "eu, https://accounts.centres.eu/,    eu",
    "eu, accounts.centres.eu,             eu",
    "au, https://accounts.centres.com.au, com.au",
    "eu, ,                                eu",
    ", https://accounts.centres.com,      ",
    "eu, https://accounts.centres.com,    untrusted",
    "eu, https://evil.example,            untrusted",
    "eu, https://accounts.centres.eu@evil.example, untrusted",
    "eu, '',                              untrusted",
    "eu, http:,                           untrusted",
    "ru, ,                                untrusted",
    "com, ,                               untrusted",
    "'', ,                                untrusted"
  })
  void a_callback_may_move_the_token_call_among_the_hosts_that_the_entry_knows(
      String location, String server, String centre) {
    var parameters = new HashMap<>(Map.of("code", "c"));
    if (location != null) parameters.put("location", location);
    if (server != null) parameters.put("accounts-server", server);

    var answer = read(CENTRES, Map.of(), parameters);

    if ("untrusted".equals(centre)) assertThat(answer).isInstanceOf(CallbackAnswer.Untrusted.class);
    else
      assertThat(code(answer).variables())
          .isEqualTo(centre == null ? Map.of() : Map.of("dc", centre));
  }

  @Test
  void a_variable_that_only_the_callback_tells_must_be_told_and_fit_its_pattern() {
    var yaml =
        """
        id: example-tills
        name: Example
        authorization_endpoint: https://secure.tills.example/connect
        token_endpoint: https://${domain_prefix}.tills.example/api/1.0/token
        callback: {keep: {domain_prefix: domain_prefix}, token_host_from: domain_prefix}
        variables: [{id: domain_prefix, pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,62}$', from_callback: domain_prefix}]
        """;
    var answer = code(read(yaml, Map.of(), Map.of("code", "c", "domain_prefix", "acme")));

    assertThat(answer.variables()).isEqualTo(Map.of("domain_prefix", "acme"));
    assertThat(answer.kept()).isEmpty();
    assertThat(answer.over(KeptValues.NONE).forTemplates())
        .isEqualTo(Map.of("domain_prefix", "acme"));
    assertThat(read(yaml, Map.of(), Map.of("code", "c")))
        .isInstanceOf(CallbackAnswer.Untrusted.class);
    assertThat(read(yaml, Map.of(), Map.of("code", "c", "domain_prefix", "evil.example/")))
        .isInstanceOf(CallbackAnswer.Untrusted.class);
  }

  @Test
  void granted_scopes_may_come_with_the_callback() {
    var yaml = START + "scope_separator: ','\ncallback: {granted_scope: scope}\n";

    assertThat(
            code(read(yaml, Map.of(), Map.of("code", "c", "scope", "read,activity:read_all")))
                .grantedScopes())
        .contains(List.of("read", "activity:read_all"));
    assertThat(code(read(yaml, Map.of(), Map.of("code", "c", "scope", "a b"))).grantedScopes())
        .contains(List.of("a", "b"));
    assertThat(code(read(yaml, Map.of(), Map.of("code", "c"))).grantedScopes()).isEmpty();
    assertThat(code(read(START, Map.of(), Map.of("code", "c", "scope", "a"))).grantedScopes())
        .isEmpty();
  }

  @Test
  void what_a_callback_brings_is_known_before() {
    assertThat(names(START)).isEqualTo(CallbackNames.STANDARD);
    assertThat(names(CENTRES).names())
        .containsExactlyInAnyOrder("state", "code", "error", "iss", "location", "accounts-server");
    assertThat(names(SHOPS).signed()).isTrue();
    assertThat(names(SHOPS).names()).contains("shop", "host", "hmac");
    var renamed =
        names(
            START
                + "parameter_names: {state: customField, callback.code: auth_code}\n"
                + "callback: {method: POST, error_param: error_reason, granted_scope: scope}\n");
    assertThat(renamed.stateName()).isEqualTo("customField");
    assertThat(renamed.posted()).isTrue();
    assertThat(renamed.names())
        .containsExactlyInAnyOrder(
            "customField", "auth_code", "error", "error_reason", "iss", "scope");
    assertThat(
            names(START + "state_in_redirect_uri: true\nparameter_names: {state: x}\n").stateName())
        .isEqualTo("state");
  }

  private static CallbackNames names(String yaml) {
    return CallbackNames.of(new ProviderReader(Catalogue.builtIn()).read(yaml, "test"));
  }

  private static void assertUntrusted(Map<String, String> parameters) {
    assertThat(read(SHOPS, Map.of("shop", "acme"), parameters))
        .as(parameters.toString())
        .isInstanceOf(CallbackAnswer.Untrusted.class);
  }

  private static String codeOf(String yaml, String sent) {
    return code(read(yaml, Map.of(), Map.of("code", sent))).code().reveal(Reveal.TO_COMPARE);
  }

  private static CallbackAnswer.Code code(CallbackAnswer answer) {
    if (answer instanceof CallbackAnswer.Code code) return code;
    throw new AssertionError(answer.toString());
  }

  private static CallbackAnswer read(
      String yaml, Map<String, String> variables, Map<String, String> parameters) {
    var provider = new ProviderReader(Catalogue.builtIn()).read(yaml, "test");
    var known = ProviderResolver.variables(provider, Optional.empty(), variables).orElseThrow();
    return CallbackReader.read(
        parameters,
        new ExpectedCallback(
            provider,
            new ExpectedIssuer(Optional.empty(), false),
            provider.addresses().endpointsIn(Optional.empty()),
            known,
            Optional.of(Secret.of("the secret&"))));
  }
}
