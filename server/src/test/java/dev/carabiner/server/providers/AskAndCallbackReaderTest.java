package dev.carabiner.server.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.server.base.SettingsProblem;
import dev.carabiner.server.base.Yaml;
import dev.carabiner.server.providers.Variable.InCallback;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskAndCallbackReaderTest {
  private static final String START =
      """
      id: example
      name: Example
      authorization_endpoint: https://acme.example/#/authorize
      token_endpoint: https://acme.example/token
      quirks: [authorization_in_fragment, install_flow]
      """;

  @Test
  void what_deviates_in_the_browser_is_read_from_its_keys() {
    var provider =
        read(
            START
                + """
                authorization_client_id: ${application_id}
                state_in_redirect_uri: true
                pkce_method: S256_hex
                parameter_names: {client_id: app_id, token.client_secret: secret, callback.code: authCode}
                callback:
                  method: POST
                  keep: {team_id: teamId}
                  signature: {param: hmac, algorithm: hmac-sha256, key: '${client_secret}', over: 'all other query parameters, sorted'}
                  strip_code_suffix: '#_'
                  token_host_from: accounts-server
                  granted_scope: scope
                  error_param: error_reason
                  unsolicited: true
                  note: Words.
                token_params: {team: '${team_id}'}
                variables:
                  - {id: application_id, pattern: '[a-z]+', scope: app}
                  - {id: dc, pattern: 'com|eu', from_callback: location, value_map: {us: com}}
                  - {id: shop, pattern: '[a-z]+', verify_callback: shop}
                """);

    assertThat(provider.quirks().all())
        .containsExactlyInAnyOrder(
            new AskQuirk.AuthorizationClientId(new Template("${application_id}")),
            new AskQuirk.AuthorizationInFragment(),
            new AskQuirk.StateInRedirectUri(),
            new AskQuirk.HexadecimalCodeChallenge(),
            new AskQuirk.InstallFlow(),
            new Quirk.ParameterNames(
                Map.of("client_id", "app_id"),
                Map.of("client_secret", "secret"),
                Map.of("code", "authCode")),
            new CallbackQuirk.PostedCallback(),
            new CallbackQuirk.KeptFromCallback(Map.of("team_id", "teamId")),
            new CallbackQuirk.SignedCallback("hmac", new Template("${client_secret}")),
            new CallbackQuirk.CodeSuffix("#_"),
            new CallbackQuirk.TokenHostFromCallback("accounts-server"),
            new CallbackQuirk.GrantedScopesInCallback("scope"),
            new CallbackQuirk.CallbackErrorName("error_reason"),
            new CallbackQuirk.UnsolicitedCallback(),
            new Quirk.ExtraTokenParams(Map.of("team", new Template("${team_id}"))));
    assertThat(provider.addresses().variable("dc").flatMap(Variable::callback))
        .contains(new InCallback.Told("location", Map.of("us", "com")));
    assertThat(provider.addresses().variable("shop").flatMap(Variable::callback))
        .contains(new InCallback.Agrees("shop"));
    assertThat(new ProviderReader(Catalogue.EMPTY).read(provider.text(), "store"))
        .isEqualTo(provider);
  }

  @Test
  void what_is_the_standard_is_no_quirk() {
    var provider =
        read(
            """
            id: example
            name: Example
            authorization_endpoint: https://acme.example/a
            token_endpoint: https://acme.example/a
            state_in_redirect_uri: false
            pkce_method: S256
            callback: {method: GET, unsolicited: false}
            quirks: [same_url_for_both_endpoints]
            """);

    assertThat(provider.quirks().all()).isEmpty();
  }

  @Test
  void names_hold_everywhere_unless_they_say_where() {
    var names =
        new Quirk.ParameterNames(
            Map.of("client_id", "app_id", "code", "grant"),
            Map.of("client_id", "appId"),
            Map.of("code", "auth_code"));

    assertThat(names.inRequest("client_id")).isEqualTo("app_id");
    assertThat(names.inTokenCall("client_id")).isEqualTo("appId");
    assertThat(names.inTokenCall("code")).isEqualTo("grant");
    assertThat(names.inCallback("code")).isEqualTo("auth_code");
    assertThat(names.inCallback("state")).isEqualTo("state");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          authorization_client_id: '${who}'              | authorization_client_id: names ${who}, which nothing fills
          authorization_client_id: '${client_secret}'    | authorization_client_id: names ${client_secret}, which nothing fills
          redirect_uri_value: '${who}'                   | redirect_uri_value: names ${who}, which nothing fills
          state_in_redirect_uri: perhaps                 | state_in_redirect_uri: must be true or false
          parameter_names: [a]                           | parameter_names: must be a map
          parameter_names: {code: a b}                   | parameter_names.code: must be a parameter's name
          parameter_names: {code: a, state: a}           | parameter_names: gives two parameters the same name
          pkce_method: S512                              | pkce_method: must be one of S256, S256_hex, plain
          callback: {method: PUT}                        | callback.method: must be one of GET, POST
          callback: {odd: x}                             | callback.odd: unknown key; allowed: error_param, granted_scope
          callback: {keep: {access_token: x}}            | callback.keep.access_token: must be kept under lower-case letters
          callback: {keep: {Team: x}}                    | callback.keep.Team: must be kept under lower-case letters
          callback: {keep: {team: 'a b'}}                | callback.keep.team: must be a parameter's name
          callback: {strip_code_suffix: ''}              | callback.strip_code_suffix: must not be empty
          callback: {token_host_from: 'a=b'}             | callback.token_host_from: must be a parameter's name
          callback: {unsolicited: often}                 | callback.unsolicited: must be true or false
          callback: {signature: {param: s}}              | callback.signature: needs the key algorithm
          callback: {signature: {param: s, algorithm: md5}} | callback.signature.algorithm: must be hmac-sha256
          callback: {signature: {param: s, algorithm: hmac-sha256, over: code}} | callback.signature.over: must be: all other
          callback: {signature: {param: s, algorithm: hmac-sha256, over: 'all other query parameters, sorted', key: '${client_id}'}} | callback.signature.key: names ${client_id}
          variables: [{id: a, pattern: b, from_callback: c, verify_callback: d}] | variables[0].verify_callback: stands beside from_callback
          variables: [{id: a, pattern: b, value_map: {c: b}}] | variables[0].value_map: needs the key from_callback
          variables: [{id: a, pattern: b, from_callback: c, value_map: {d: e}}] | variables[0]: value_map has a value that does not match
          """)
  void what_is_wrong_is_named_with_its_line_and_key(String line, String complaint) {
    assertThatThrownBy(() -> read(START + line + "\n"))
        .isInstanceOf(SettingsProblem.class)
        .hasMessageStartingWith("own.yaml:6: " + complaint);
  }

  @Test
  void what_excludes_each_other_is_refused() {
    var plain = START.replace("#/", "");

    assertThatThrownBy(() -> read(START + "authorization_fragment: x\n"))
        .hasMessageContaining("authorization_fragment: stands beside an authorization_endpoint");
    assertThatThrownBy(() -> read(plain + "authorization_fragment: 'a b'\n"))
        .hasMessageContaining("authorization_fragment: must be letters");
    assertThatThrownBy(() -> read(plain + "redirect_uri_value: x\nstate_in_redirect_uri: true\n"))
        .hasMessageContaining("state_in_redirect_uri: stands beside redirect_uri_value");
    assertThatThrownBy(() -> read(START.replace("authorization_in_fragment, ", "")))
        .hasMessageContaining("authorization_endpoint: must be a URL without user name, fragment");
    assertThatThrownBy(() -> read(START + "revocation_endpoint: 'https://acme.example/#x'\n"))
        .hasMessageContaining("revocation_endpoint: must be a URL without user name, fragment");
  }

  private static Provider read(String yaml) {
    return new ProviderReader(Catalogue.EMPTY).read(Yaml.readMap(yaml, "own.yaml"));
  }
}
