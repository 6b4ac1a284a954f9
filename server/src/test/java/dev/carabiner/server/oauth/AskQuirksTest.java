package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.Consent;
import dev.carabiner.server.oauth.ProviderResolver.Purpose;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.ProviderReader;
import dev.carabiner.vault.Secret;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Each kind of deviation of the authorization request, as one provider or another wants it.
class AskQuirksTest {
  private static final String REDIRECT = "https://crm.example/cb";
  private static final String ENCODED = "https%3A%2F%2Fcrm.example%2Fcb";
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  @Test
  void a_renamed_parameter_keeps_its_value_and_its_place() {
    assertThat(
            asked(
                """
                id: example-video
                name: Example
                authorization_endpoint: https://www.video.example/v2/auth/authorize/
                token_endpoint: https://open.video.example/v2/oauth/token/
                parameter_names: {client_id: client_key}
                scope_separator: ','
                pkce: supported
                pkce_method: S256_hex
                default_scopes: [user.info.basic, video.list]
                """))
        .isEqualTo(
            "https://www.video.example/v2/auth/authorize/?response_type=code&client_key=the-client&redirect_uri="
                + ENCODED
                + "&state=the-state&code_challenge=13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3"
                + "&code_challenge_method=S256&scope=user.info.basic%2Cvideo.list");
  }

  @Test
  void a_name_for_token_calls_or_the_callback_alone_changes_no_request() {
    assertThat(
            query(
                START
                    + "parameter_names: {token.client_id: clientId, callback.code: authCode, callback.state: back}\n"))
        .isEqualTo(
            "response_type=code&client_id=the-client&redirect_uri=" + ENCODED + "&state=the-state");
  }

  @Test
  void an_app_cannot_set_a_standard_parameter_by_its_other_name() {
    var yaml =
        START
            + "parameter_names: {client_id: appid, scope: perms}\nscope_parameters: {bot: perms, user: user_perms}\n";
    var params = new LinkedHashMap<String, String>();
    for (var name : List.of("appid", "perms", "user_perms")) params.put(name, "evil");
    params.put("lang", "de");

    var uri = uri(yaml, Map.of(), new Consent(Map.of(), params, Optional.empty()));

    assertThat(uri.getRawQuery()).endsWith("&state=the-state&lang=de").doesNotContain("evil");
  }

  @Test
  void another_id_goes_in_place_of_the_client_id_and_what_is_left_out_stays_out() {
    var yaml =
        """
        id: example-market
        name: Example
        authorization_endpoint: https://${central}/apps/authorize/consent
        token_endpoint: https://api.market.example/auth/o2/token
        authorization_client_id: ${application_id}
        parameter_names: {client_id: application_id, callback.code: spapi_oauth_code}
        omit_authorization_params: [response_type, scope]
        variables:
          - {id: central, pattern: '[a-z.]+', default: central.market.example}
          - {id: application_id, pattern: 'amzn1[A-Za-z0-9.-]+', scope: app}
        """;

    assertThat(uri(yaml, Map.of("application_id", "amzn1.sp.x"), consent(Map.of())).toString())
        .isEqualTo(
            "https://central.market.example/apps/authorize/consent?application_id=amzn1.sp.x&redirect_uri="
                + ENCODED
                + "&state=the-state");
  }

  @Test
  void the_query_follows_a_fragment_that_belongs_to_the_address() {
    var yaml =
        """
        id: example-shops
        name: Example
        authorization_endpoint: https://${handle}.shops.example/admin/oauth-web/#/oauth/authorize
        token_endpoint: https://${handle}.shops.example/admin/oauth/token/create
        parameter_names: {client_id: appKey, redirect_uri: redirectUri, response_type: responseType, state: customField}
        variables: [{id: handle, pattern: '[a-z]+'}]
        quirks: [authorization_in_fragment]
        """;

    assertThat(uri(yaml, Map.of("handle", "acme"), consent(Map.of())).toString())
        .isEqualTo(
            "https://acme.shops.example/admin/oauth-web/#/oauth/authorize?responseType=code&appKey=the-client&redirectUri="
                + ENCODED
                + "&customField=the-state");
  }

  @Test
  void a_question_mark_before_the_fragment_does_not_count() {
    assertThat(
            asked(
                """
                id: example-page
                name: Example
                authorization_endpoint: https://app.example/?v=2#/oauth/authorize
                token_endpoint: https://app.example/token
                quirks: [authorization_in_fragment]
                """))
        .startsWith("https://app.example/?v=2#/oauth/authorize?response_type=code&");
  }

  @Test
  void a_fragment_ends_the_address() {
    assertThat(
            asked(
                """
                id: example-chat
                name: Example
                authorization_endpoint: https://open.chat.example/connect/qrconnect
                token_endpoint: https://api.chat.example/sns/oauth2/access_token
                authorization_fragment: wechat_redirect
                parameter_names: {client_id: appid, token.client_secret: secret}
                default_scopes: [snsapi_login]
                quirks: [authorization_in_fragment]
                """))
        .isEqualTo(
            "https://open.chat.example/connect/qrconnect?response_type=code&appid=the-client&redirect_uri="
                + ENCODED
                + "&state=the-state&scope=snsapi_login#wechat_redirect");
  }

  @Test
  void a_registered_name_goes_in_place_of_the_redirect_uri_to_both_endpoints() {
    var yaml =
        START
            + "redirect_uri_value: ${ru_name}\nvariables: [{id: ru_name, pattern: '[A-Za-z0-9_-]+', scope: app}]\n";
    var client = client(yaml, Map.of("ru_name", "Acme_Inc-Acme-CRM-x"));
    var request = request(client, consent(Map.of()));

    assertThat(request.uri().getRawQuery()).contains("&redirect_uri=Acme_Inc-Acme-CRM-x&");
    assertThat(SentRedirectUri.with(client, request.redirectUriToKeep(), Secret.of("the-state")))
        .isEqualTo("Acme_Inc-Acme-CRM-x");
  }

  @Test
  void a_state_that_gets_lost_rides_in_the_redirect_uri_and_is_not_kept() {
    var yaml =
        """
        id: example-music
        name: Example
        authorization_endpoint: https://connect.music.example/oauth/auth.php
        token_endpoint: https://connect.music.example/oauth/access_token.php
        state_in_redirect_uri: true
        scope_parameter: perms
        scope_separator: ','
        parameter_names: {client_id: app_id, token.client_secret: secret}
        default_scopes: [basic_access, email]
        """;
    var client = client(yaml, Map.of());
    var request = request(client, consent(Map.of()));

    assertThat(request.uri().getRawQuery())
        .isEqualTo(
            "response_type=code&app_id=the-client&redirect_uri="
                + ENCODED
                + "%3Fstate%3Dthe-state&perms=basic_access%2Cemail");
    assertThat(request.redirectUriToKeep()).isEqualTo(REDIRECT);
    assertThat(SentRedirectUri.with(client, request.redirectUriToKeep(), Secret.of("the-state")))
        .isEqualTo(REDIRECT + "?state=the-state");
  }

  @Test
  void an_installation_gets_the_state_alone() {
    var yaml =
        """
        id: example-hosting
        name: Example
        authorization_endpoint: https://hosting.example/integrations/${slug}/new
        token_endpoint: https://api.hosting.example/v2/oauth/access_token
        omit_authorization_params: [response_type, client_id, redirect_uri, scope]
        pkce: supported
        default_scopes: [openid]
        authorization_params: {source: marketplace}
        variables: [{id: slug, pattern: '[a-z0-9-]+'}]
        quirks: [install_flow]
        """;
    var request = request(client(yaml, Map.of("slug", "acme-crm")), consent(Map.of()));

    assertThat(request.uri().toString())
        .isEqualTo(
            "https://hosting.example/integrations/acme-crm/new?state=the-state&source=marketplace");
    assertThat(request.hasCodeChallenge()).isFalse();
    assertThat(request.hasNonce()).isFalse();
  }

  @Test
  void a_plain_challenge_is_the_verifier_itself() {
    assertThat(query(START + "pkce: required\npkce_method: plain\n"))
        .endsWith("&code_challenge=" + VERIFIER + "&code_challenge_method=plain");
  }

  @Test
  void kinds_of_scopes_go_apart_and_defaults_go_under_the_first_name() {
    var kinds = new LinkedHashMap<String, List<String>>();
    kinds.put("required", List.of("oauth", "crm.read"));
    kinds.put("optional", List.of("tickets"));
    var yaml = START + "scope_parameters: {required: scope, optional: optional_scope}\n";

    assertThat(uri(yaml, Map.of(), consent(kinds)).getRawQuery())
        .endsWith("&scope=oauth%20crm.read&optional_scope=tickets");
    assertThat(uri(yaml + "default_scopes: [oauth]\n", Map.of(), consent(Map.of())).getRawQuery())
        .endsWith("&scope=oauth");
    assertThat(uri(yaml, Map.of(), consent(Map.of("optional", List.of("tickets")))).getRawQuery())
        .endsWith("&state=the-state&optional_scope=tickets");
  }

  @Test
  void kinds_that_share_a_parameter_lose_no_scope() {
    var kinds = new LinkedHashMap<String, List<String>>();
    kinds.put("a", List.of("one"));
    kinds.put("b", List.of("two"));

    assertThat(
            uri(START + "scope_parameters: {a: perms, b: perms}\n", Map.of(), consent(kinds))
                .getRawQuery())
        .endsWith("&perms=one%20two");
  }

  @Test
  void a_random_extra_is_not_the_nonce_itself_and_gives_way_to_it() {
    var yaml = START + "authorization_params: {nonce: '${random}', response_mode: query}\n";

    assertThat(query(yaml))
        .containsPattern("&nonce=[A-Za-z0-9_-]{43}&response_mode=query$")
        .doesNotContain("the-nonce");
    assertThat(uri(yaml, Map.of(), consent(Map.of("", List.of("openid")))).getRawQuery())
        .contains("&nonce=the-nonce&")
        .containsOnlyOnce("nonce=");
  }

  @Test
  void both_endpoints_may_be_one_address() {
    var yaml =
        """
        id: example-files
        name: Example
        authorization_endpoint: https://${subdomain}.files.example/puboauth/token
        token_endpoint: https://${subdomain}.files.example/puboauth/token
        variables: [{id: subdomain, pattern: '[a-z]+'}]
        quirks: [same_url_for_both_endpoints]
        """;
    var client = client(yaml, Map.of("subdomain", "acme"));

    assertThat(request(client, consent(Map.of())).uri().toString())
        .startsWith("https://acme.files.example/puboauth/token?response_type=code&");
    assertThat(client.provider().tokenEndpoint())
        .isEqualTo(URI.create("https://acme.files.example/puboauth/token"));
  }

  private static final String START =
      """
      id: example
      name: Example
      authorization_endpoint: https://acme.example/a
      token_endpoint: https://acme.example/t
      """;

  private static String query(String yaml) {
    return uri(yaml, Map.of(), consent(Map.of())).getRawQuery();
  }

  private static String asked(String yaml) {
    return uri(yaml, Map.of(), consent(Map.of())).toString();
  }

  private static URI uri(String yaml, Map<String, String> variables, Consent consent) {
    return request(client(yaml, variables), consent).uri();
  }

  private static Consent consent(Map<String, List<String>> scopes) {
    return new Consent(scopes, Map.of(), Optional.empty());
  }

  private static OAuthClient client(String yaml, Map<String, String> variables) {
    var provider = new ProviderReader(Catalogue.builtIn()).read(yaml, "test");
    return TestProviders.client(provider, variables, Purpose.REFRESH);
  }

  private static AuthorizationRequest request(OAuthClient client, Consent consent) {
    var oneTime =
        new OneTimeValues(Secret.of("the-state"), Secret.of(VERIFIER), Secret.of("the-nonce"));
    return new AuthorizationRequest(client, REDIRECT, consent, oneTime, Optional.empty());
  }
}
