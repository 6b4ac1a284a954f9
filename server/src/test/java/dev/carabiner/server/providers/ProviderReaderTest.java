package dev.carabiner.server.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carabiner.server.base.SettingsProblem;
import dev.carabiner.server.base.Yaml;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderReaderTest {
  private static final String START =
      """
      id: acme
      name: Acme
      authorization_endpoint: https://acme.example/authorize
      token_endpoint: https://acme.example/token
      """;

  private final Catalogue builtIn = Catalogue.builtIn();

  @Test
  void an_issuer_alone_is_enough() {
    var provider = read("id: acme-id\nname: Acme ID\nissuer: http://127.0.0.1:9400\n");

    assertThat(provider.addresses().endpoints()).isEmpty();
    assertThat(provider.addresses().issuer()).contains(new Template("http://127.0.0.1:9400"));
    assertThat(provider.protocol().pkce()).isEqualTo(Pkce.UNKNOWN);
    assertThat(provider.protocol().clientAuthentication()).isEmpty();
    assertThat(provider.protocol().revocation().endsWholeGrant()).isTrue();
    assertThat(provider.lifecycle().rotation()).isEqualTo(RotationPolicy.UNKNOWN);
  }

  @Test
  void without_issuer_both_endpoints_are_needed() {
    assertThatThrownBy(() -> read("id: a\nname: A\nauthorization_endpoint: https://a.example/x\n"))
        .isInstanceOf(SettingsProblem.class)
        .hasMessage("own.yaml:1: (top): needs the key token_endpoint, or issuer to discover it by");
  }

  @Test
  void an_entry_with_a_built_in_id_is_laid_over_it() {
    var provider = read("id: github\ntoken_endpoint: http://127.0.0.1:9/token\n");

    assertThat(provider.name()).isEqualTo("GitHub");
    assertThat(provider.addresses().at(Endpoint.TOKEN))
        .contains(new Template("http://127.0.0.1:9/token"));
    assertThat(provider.addresses().at(Endpoint.AUTHORIZATION))
        .contains(new Template("https://github.com/login/oauth/authorize"));
    assertThat(provider.quirks().has(Quirk.FormTokenAnswer.class)).isTrue();
    assertThat(new ProviderReader(builtIn).read(provider.text(), "store")).isEqualTo(provider);
  }

  @Test
  void an_issuer_of_its_own_takes_no_endpoints_of_the_entry_below() {
    var provider = read("id: google\nissuer: http://127.0.0.1:9400\n");

    assertThat(provider.addresses().endpoints()).isEmpty();
    assertThat(provider.protocol().pkce()).isEqualTo(Pkce.SUPPORTED);
  }

  @Test
  void a_variant_of_nothing_known_is_refused() {
    assertThatThrownBy(() -> read("id: a\nname: A\nvariant_of: nobody\n"))
        .hasMessage("own.yaml:3: variant_of: is not the id of a catalogue entry");
  }

  @Test
  void a_list_may_not_name_an_id_twice() {
    var list =
        Yaml.read(
            "- {id: a, name: A, issuer: 'https://a.example'}\n- {id: a, name: B}\n", "own.yaml");

    assertThatThrownBy(() -> new ProviderReader(builtIn).readAll(list))
        .hasMessage("own.yaml:2: [1].id: is the id of another entry too");
  }

  @Test
  void quirks_are_read_from_their_keys() {
    var provider =
        read(
            START
                + """
                variables: [{id: dc, pattern: '^(com|eu)$', default: com}]
                scope_separator: ','
                scope_parameters: {bot: scope, user: user_scope}
                authorization_params: {audience: 'https://${dc}.acme.example', nonce2: '${random}'}
                omit_authorization_params: [response_type]
                omit_token_params: [redirect_uri]
                token_request_format: json
                token_request_headers: {X-Client: '${client_id}'}
                token_params: {a: b}
                refresh_params: {c: d}
                refresh: {repeat_scope: true, repeat_redirect_uri: true}
                token_response: {access_token: data.token, scope_separator: ',', keep: {team: team.id}}
                errors: {style: http_200_error, words: {gone: invalid_grant}}
                scope_aliases: {email: 'https://acme.example/email'}
                unreported_scopes: [offline]
                implied_scopes: {all: [read, write]}
                quirks: [no_scopes]
                """);

    assertThat(provider.quirks().all())
        .containsExactlyInAnyOrder(
            new Quirk.ScopesJoinedBy(","),
            new Quirk.ScopeParameters(Map.of("bot", "scope", "user", "user_scope")),
            new Quirk.NoScopes(),
            new Quirk.ExtraAuthorizationParams(
                Map.of(
                    "audience",
                    new Template("https://${dc}.acme.example"),
                    "nonce2",
                    new Template("${random}"))),
            new Quirk.OmittedAuthorizationParams(Set.of("response_type")),
            new Quirk.OmittedTokenParams(Set.of("redirect_uri")),
            new Quirk.JsonTokenRequest(),
            new Quirk.TokenRequestHeaders(Map.of("X-Client", new Template("${client_id}"))),
            new Quirk.ExtraTokenParams(Map.of("a", new Template("b"))),
            new Quirk.ExtraRefreshParams(Map.of("c", new Template("d"))),
            new Quirk.RefreshRepeatsScope(),
            new Quirk.RefreshRepeatsRedirectUri(),
            new Quirk.TokenAnswerPaths(Map.of(AnswerField.ACCESS_TOKEN, "data.token")),
            new Quirk.GrantedScopesJoinedBy(","),
            new Quirk.ScopeAliases(Map.of("email", "https://acme.example/email")),
            new Quirk.UnreportedScopes(Set.of("offline")),
            new Quirk.ImpliedScopes(Map.of("all", Set.of("read", "write"))),
            new Quirk.KeptFromTokenAnswer(Map.of("team", "team.id")),
            new Quirk.ErrorsHideInStatus200("error"),
            new Quirk.ErrorWords(Map.of("gone", "invalid_grant")));
    assertThat(new ProviderReader(builtIn).read(provider.text(), "store")).isEqualTo(provider);
  }

  @Test
  void a_custom_revocation_is_read_whole() {
    var rules =
        read(START
                + "revocation: {style: custom, method: DELETE, url: 'https://acme.example/${client_id}', "
                + "auth: client_secret_basic, body: json, params: {t: '${refresh_token}'}, token: refresh, "
                + "ends: token, gone: [404], note: Ours}\n")
            .protocol()
            .revocation();

    assertThat(rules.endsWholeGrant()).isFalse();
    assertThat(rules.note()).contains("Ours");
    assertThat(rules.way())
        .isEqualTo(
            new RevocationRules.Custom(
                new ProviderCall(
                    "DELETE",
                    new Template("https://acme.example/${client_id}"),
                    Optional.of(new CallAuthentication.ClientSecretBasic()),
                    new ProviderCall.Content(
                        ProviderCall.Body.JSON,
                        Map.of("t", new Template("${refresh_token}")),
                        false)),
                RevocationRules.TokenChoice.REFRESH,
                Set.of(404),
                Optional.empty()));
  }

  @Test
  void the_rotation_policy_may_be_named_and_a_grace_needs_its_length() {
    var lifecycle =
        read(START + "lifecycle: {rotation_policy: grace, rotation_grace: 1800}\n").lifecycle();

    assertThat(lifecycle.rotation()).isEqualTo(RotationPolicy.GRACE);
    assertThat(lifecycle.rotationGrace()).contains(Duration.ofMinutes(30));
    assertThatThrownBy(() -> read(START + "lifecycle: {rotation_policy: grace}\n"))
        .hasMessageContaining(
            "lifecycle: rotation_grace and the rotation_policy grace need each other");
  }

  @Test
  void a_limit_of_token_requests_is_read_and_unknown_ones_are_absent() {
    var lifecycle = read(START + "limits: {token_requests: 500, per: 60}\n").lifecycle();

    assertThat(lifecycle.limit()).contains(new TokenRequestLimit(500, Duration.ofMinutes(1)));
    assertThat(read(START).lifecycle().limit()).isEmpty();
    assertThatThrownBy(() -> read(START + "limits: {token_requests: 0, per: 60}\n"))
        .hasMessageContaining("limits.token_requests: must be a whole number above 0");
    assertThatThrownBy(() -> read(START + "limits: {token_requests: 1, per: 90000}\n"))
        .hasMessageContaining("limits.per: must be at most a day, 86400 seconds");
    assertThatThrownBy(() -> read(START + "limits: {token_requests: 1}\n"))
        .hasMessageContaining("per");
  }

  @Test
  void bound_tokens_are_demanded_or_not_spoken_of() {
    assertThat(read(START + "dpop: required\n").quirks().has(Quirk.BoundTokens.class)).isTrue();
    assertThat(read(START).quirks().has(Quirk.BoundTokens.class)).isFalse();
    assertThatThrownBy(() -> read(START + "dpop: supported\n"))
        .isInstanceOf(SettingsProblem.class)
        .hasMessageContaining("dpop: must be required");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tokn_endpoint: https://a.example/t    | tokn_endpoint: unknown key; allowed: account, account_endpoint, after_connect, api
          pkce: maybe                           | pkce: must be one of required, supported, unsupported, unknown
          client_auth: tls                      | client_auth: must be one of client_secret_post, client_secret_basic, client_secret_bearer, private_key_jwt, none
          scopes: all                           | scopes: must be a list
          scopes: [{scope: a}]                  | scopes[0]: needs the key description
          revocation_endpoint: ftp://a.example  | revocation_endpoint: must be an https URL
          revocation_endpoint: https://u@a.example/ | revocation_endpoint: must be a URL without user name
          revocation_endpoint: "https://a.example/#x" | revocation_endpoint: must be a URL without user name
          issuer: https://${who}.example        | issuer: names ${who}, which nothing fills
          authorization_params: {a: '${who}'}   | authorization_params.a: names ${who}, which nothing fills
          authorization_params: {a: '${'}       | authorization_params.a: has a place that is not ${name}
          variables: [{id: a, pattern: '('}]    | variables[0]: pattern is not a regular expression
          variables: [{id: a, pattern: b, default: c}] | variables[0]: default does not match the pattern
          environments: {sandbox: {variables: {x: y}}} | environments.sandbox.variables: x is no variable
          lifecycle: {access_token_lifetime: 1h} | lifecycle.access_token_lifetime: must be a whole number of seconds above 0
          lifecycle: {access_token_lifetime: 0} | lifecycle.access_token_lifetime: must be a whole number of seconds above 0
          refresh: {repeat_scope: perhaps}      | refresh.repeat_scope: must be true or false
          revocation: {style: odd}              | revocation.style: must be one of rfc7009, custom, none
          revocation: {gone: [404]}             | revocation.gone: needs the style custom
          revocation: {style: custom, url: 'https://a.example', gone: [500]} | revocation.gone[0]: must be a status from 200 to 499
          token_response: {keep: {a: b..c}}     | token_response.keep.a: must be a dotted path
          errors: {style: odd}                  | errors.style: must be one of rfc6749, http_200_error, ok_flag, code_field
          errors: {style: ok_flag}              | errors: needs the key success_field
          errors: {style: code_field}           | errors: needs the key field
          errors: {style: code_field, field: e, success_value: 1} | errors.success_value: must be absent, or have the key success_field beside it
          errors: {field: e}                    | errors.field: needs another style than rfc6749
          errors: {also: [{field: error}]}      | errors.also[0]: must have a style of its own
          token_response: {expires_at: x}       | token_response: expires_at and expires_at_format need each other
          token_response: {expires_in_type: text} | token_response.expires_in_type: must be string
          token_response: {alternates: {a: {scope: s}}} | token_response.alternates.a: needs the key access_token
          token_response: {alternates: {a: {keep: s}}} | token_response.alternates.a.keep: unknown key
          token_request_method: PUT             | token_request_method: must be one of GET, POST
          token_request_params_extra: [nonce]   | token_request_params_extra[0]: must be one of scope, state
          token_client_auth: secret_key         | token_client_auth: must be header:Name=template
          token_client_auth: 'header:X=${who}'  | token_client_auth: names ${who}, which nothing fills
          client_secret_jwt: {algorithm: none}  | client_secret_jwt.algorithm: must be one of ES256, RS256
          client_secret_jwt: {issuer: team id}  | client_secret_jwt.issuer: must be the value itself, or ${name} of a variable
          exchange: {style: odd}                | exchange.style: must be token_exchange
          exchange: {style: token_exchange}     | exchange: needs the key url
          refresh: {style: token_exchange}      | refresh: needs the key url
          refresh: {method: GET}                | refresh.method: needs the key url beside it
          refresh: {not_before_expiry: soon}    | refresh.not_before_expiry: must be a whole number of seconds above 0
          revocation: {auth: odd}               | revocation.auth: must be one of none, bearer, client_secret_basic
          revocation: {body: empty}             | revocation.body: must be form or json
          revocation: {success_field: ok}       | revocation.success_field: needs the style custom
          revocation: {style: custom, url: 'https://a.example/${x}'} | revocation.url: names ${x}, which nothing fills
          introspection: {style: custom}        | introspection: needs the key url
          userinfo: {method: FETCH, url: 'https://a.example'} | userinfo.method: must be one of DELETE, GET
          after_connect: {url: 'https://a.example', params_in: body} | after_connect.params_in: must be query
          after_connect: {url: 'https://a.example', keep: {a: b..c}} | after_connect.keep.a: must be a dotted path
          api: {token_in: cookie}               | api.token_in: must be one of header, query
          api: {header_format: '${x}'}          | api.header_format: names ${x}, which nothing fills
          scope_aliases: [email]                | scope_aliases: must be a map
          unreported_scopes: all                | unreported_scopes: must be a list
          implied_scopes: {all: read}           | implied_scopes.all: must be a list
          quirks: [odd]                         | quirks[0]: is no kind of quirk that the catalogue knows
          """)
  void what_is_wrong_is_named_with_its_line_and_key(String line, String complaint) {
    assertThatThrownBy(() -> read(START + line + "\n"))
        .isInstanceOf(SettingsProblem.class)
        .hasMessageStartingWith("own.yaml:5: " + complaint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Acme", "-a", "a--b", "a_b", "ä", "a b"})
  void an_id_is_lower_kebab_case(String id) {
    assertThatThrownBy(() -> read("id: '" + id + "'\nname: A\nissuer: https://a.example\n"))
        .hasMessageContaining("own.yaml:1: id: must be");
  }

  @Test
  void a_variables_value_can_never_leave_its_place_in_a_url() {
    var careless =
        new Variable("host", "Host", ".*", java.util.Optional.empty(), Variable.Scope.APP);

    assertThat(
            List.of(
                "evil.example/x",
                "a@evil.example",
                "a?b",
                "a#b",
                "a\\b",
                "a%2fb",
                "a b",
                "a\nb",
                "é"))
        .noneMatch(careless::accepts);
    assertThat(List.of("acme", "acme.example:8443", "a_b~c-d")).allMatch(careless::accepts);
    assertThat(careless.accepts("a".repeat(256))).isFalse();
  }

  private Provider read(String yaml) {
    return new ProviderReader(builtIn).read(Yaml.readMap(yaml, "own.yaml"));
  }
}
