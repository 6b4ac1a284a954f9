package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.Consent;
import dev.carabiner.vault.Secret;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuthorizationRequestTest {
  private static final String START =
      "{id: acme, name: Acme, token_endpoint: 'https://acme.example/t', ";
  private static final String PLAIN = START + "authorization_endpoint: 'https://acme.example/a'";

  @Test
  void an_app_can_add_and_change_extras_and_never_a_standard_parameter() {
    var params = new LinkedHashMap<String, String>();
    params.put("prompt", "select_account");
    params.put("audience", "a b");
    for (var name :
        List.of(
            "state",
            "redirect_uri",
            "client_id",
            "response_type",
            "scope",
            "code_challenge",
            "response_mode",
            "request")) params.put(name, "evil");

    var query =
        uri(
                PLAIN + ", authorization_params: {prompt: consent, x: '${client_id}'}}",
                Map.of("", List.of("a")),
                params)
            .getRawQuery();

    assertThat(query)
        .isEqualTo(
            "response_type=code&client_id=the-client&redirect_uri=https%3A%2F%2Fcrm.example%2Fcb&state=the-state"
                + "&scope=a&prompt=select_account&x=the-client&audience=a%20b");
  }

  @Test
  void scopes_are_joined_encoded_and_named_as_the_provider_wants() {
    var two = Map.of("", List.of("a:b", "c"));

    assertThat(uri(PLAIN + "}", two, Map.of()).getRawQuery()).endsWith("&scope=a%3Ab%20c");
    assertThat(uri(PLAIN + ", scope_space_encoding: plus}", two, Map.of()).getRawQuery())
        .endsWith("&scope=a%3Ab+c");
    assertThat(uri(PLAIN + ", scope_separator: ','}", two, Map.of()).getRawQuery())
        .endsWith("&scope=a%3Ab%2Cc");
    assertThat(uri(PLAIN + ", scope_parameter: perms}", two, Map.of()).getRawQuery())
        .endsWith("&perms=a%3Ab%20c");
    assertThat(uri(PLAIN + ", quirks: [no_scopes]}", two, Map.of()).getRawQuery())
        .endsWith("&state=the-state");
    var kinds = new LinkedHashMap<String, List<String>>();
    kinds.put("bot", List.of("chat"));
    kinds.put("user", List.of("search", "read"));
    assertThat(
            uri(PLAIN + ", scope_parameters: {bot: scope, user: user_scope}}", kinds, Map.of())
                .getRawQuery())
        .endsWith("&scope=chat&user_scope=search%20read");
  }

  @Test
  void an_app_without_scopes_asks_for_the_catalogues_defaults() {
    assertThat(uri(PLAIN + ", default_scopes: [a, b]}", Map.of(), Map.of()).getRawQuery())
        .endsWith("&scope=a%20b");
    assertThat(uri(PLAIN + "}", Map.of(), Map.of()).getRawQuery()).endsWith("&state=the-state");
  }

  @Test
  void a_nonce_goes_with_openid_and_a_challenge_where_the_provider_takes_one() {
    assertThat(uri(PLAIN + "}", Map.of("", List.of("openid")), Map.of()).getRawQuery())
        .contains("&nonce=the-nonce")
        .doesNotContain("code_challenge");
    assertThat(uri(PLAIN + ", pkce: required}", Map.of(), Map.of()).getRawQuery())
        .contains(
            "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256")
        .doesNotContain("nonce", "dBjft");
  }

  @Test
  void what_the_endpoint_already_asks_stays_and_what_is_omitted_goes() {
    var uri =
        uri(
            START
                + "authorization_endpoint: 'https://acme.example/a?tenant=1', omit_authorization_params: [response_type]}",
            Map.of(),
            Map.of());

    assertThat(uri.toString()).startsWith("https://acme.example/a?tenant=1&client_id=the-client&");
  }

  @Test
  void a_login_hint_is_encoded() {
    var client = TestProviders.clientOf(PLAIN + "}");
    var uri =
        new AuthorizationRequest(
                client,
                "https://crm.example/cb",
                new Consent(Map.of(), Map.of(), Optional.empty()),
                oneTime(),
                Optional.of("a&b@c"))
            .uri();

    assertThat(uri.getRawQuery()).endsWith("&login_hint=a%26b%40c");
  }

  private static URI uri(
      String yaml, Map<String, List<String>> scopes, Map<String, String> params) {
    var consent = new Consent(scopes, params, Optional.empty());
    return new AuthorizationRequest(
            TestProviders.clientOf(yaml),
            "https://crm.example/cb",
            consent,
            oneTime(),
            Optional.empty())
        .uri();
  }

  private static OneTimeValues oneTime() {
    return new OneTimeValues(
        Secret.of("the-state"),
        Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
        Secret.of("the-nonce"));
  }
}
