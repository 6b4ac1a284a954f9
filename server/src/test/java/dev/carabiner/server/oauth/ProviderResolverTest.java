package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.oauth.LocalProvider.Page;
import dev.carabiner.server.oauth.ProviderResolver.Purpose;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.ClientAuthentication;
import dev.carabiner.server.providers.Endpoint;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.providers.ProviderReader;
import dev.carabiner.vault.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderResolverTest {
  private static final String OPENID = "/.well-known/openid-configuration";
  private static final String METADATA =
      "{\"issuer\":\"%s\",\"authorization_endpoint\":\"%s/a\",\"token_endpoint\":\"%s/t\",\"revocation_endpoint\":\"%s/r\","
          + "\"code_challenge_methods_supported\":[\"S256\"],\"authorization_response_iss_parameter_supported\":true}";
  private static final String ENDPOINTS =
      "{id: acme, name: Acme, authorization_endpoint: 'https://acme.example/a', token_endpoint: 'https://acme.example/t', issuer: '%s'}";

  private LocalProvider local;
  private ProviderResolver resolver;

  @BeforeEach
  void start() throws IOException {
    local = new LocalProvider();
    resolver = resolver(local);
  }

  @AfterEach
  void stop() {
    local.close();
  }

  @Test
  void an_issuer_alone_is_discovered() {
    local.pages.put(OPENID, new Page(200, METADATA));

    var provider = resolved(own("{id: acme, name: Acme, issuer: '%s'}"), Purpose.CONNECT);

    assertThat(provider.tokenEndpoint()).isEqualTo(URI.create(local.url + "/t"));
    assertThat(provider.refreshEndpoint()).isEqualTo(URI.create(local.url + "/t"));
    assertThat(provider.at(Endpoint.REVOCATION)).contains(URI.create(local.url + "/r"));
    assertThat(provider.issuer()).isEqualTo(new ExpectedIssuer(Optional.of(local.url), true));
    assertThat(provider.clientAuthentication()).isEqualTo(ClientAuthentication.CLIENT_SECRET_BASIC);
    assertThat(provider.pkce()).isTrue();
    assertThat(provider.gap()).isEmpty();
  }

  @Test
  void what_the_entry_says_wins_over_metadata() {
    local.pages.put(OPENID, new Page(200, METADATA));

    var provider =
        resolved(
            own(
                "{id: acme, name: Acme, issuer: '%s', token_endpoint: 'https://acme.example/t', pkce: unsupported}"),
            Purpose.CONNECT);

    assertThat(provider.tokenEndpoint()).isEqualTo(URI.create("https://acme.example/t"));
    assertThat(provider.authorizationEndpoint()).isEqualTo(URI.create(local.url + "/a"));
    assertThat(provider.clientAuthentication()).isEqualTo(ClientAuthentication.CLIENT_SECRET_POST);
    assertThat(provider.pkce()).isFalse();
  }

  @Test
  void discovery_is_asked_only_for_what_the_purpose_needs() {
    local.pages.put(OPENID, new Page(200, METADATA));

    assertThat(resolved(own(ENDPOINTS), Purpose.REFRESH).pkce()).isFalse();
    assertThat(local.asked).isEmpty();
    assertThat(resolved(own(ENDPOINTS), Purpose.REVOKE).at(Endpoint.REVOCATION))
        .contains(URI.create(local.url + "/r"));
    assertThat(local.asked).hasSize(2);
    assertThat(resolved(own(ENDPOINTS), Purpose.CONNECT).pkce()).isTrue();
  }

  @Test
  void an_issuer_that_does_not_answer_stops_only_those_who_need_it() {
    local.pages.put(OPENID, new Page(503, ""));

    assertThat(resolve(own("{id: acme, name: Acme, issuer: '%s'}"), Purpose.REFRESH))
        .isInstanceOf(Resolution.Unreachable.class);
    var provider = resolved(own(ENDPOINTS), Purpose.REVOKE);
    assertThat(provider.gap()).isPresent();
    var client = new OAuthClient(provider, "c", Optional.of(Secret.of("s")));
    var tokens = new TokensToRevoke(Optional.of(Secret.of("r")), Optional.empty());
    assertThat(
            new RevocationCall(local, TestProviders.CLOCK).revoke(client, tokens, BeforeSending.GO))
        .isInstanceOf(RevocationReply.NotDone.class);
  }

  @Test
  void an_issuer_without_metadata_has_to_be_mended_by_somebody() {
    assertThat(resolve(own("{id: acme, name: Acme, issuer: '%s'}"), Purpose.CONNECT))
        .isInstanceOf(Resolution.Unusable.class);
    var provider = resolved(own(ENDPOINTS), Purpose.REVOKE);
    assertThat(provider.gap()).isEmpty();
  }

  @Test
  void providers_whose_entry_says_enough_need_no_discovery() {
    var offline = resolver(TestProviders.NO_NETWORK);
    for (var id : List.of("discord", "github", "gitlab", "google", "microsoft", "patreon"))
      for (var purpose : Purpose.values())
        assertThat(
                offline.resolve(
                    Catalogue.builtIn().find(id).orElseThrow(),
                    Optional.empty(),
                    Map.of(),
                    purpose))
            .isInstanceOf(Resolution.Resolved.class);
  }

  @Test
  void variables_fill_the_addresses() {
    var gitlab = Catalogue.builtIn().find("gitlab").orElseThrow();

    assertThat(
            resolver.resolve(
                gitlab, Optional.empty(), Map.of("host", "git.acme.example:8443"), Purpose.REFRESH))
        .isInstanceOfSatisfying(
            Resolution.Resolved.class,
            resolved -> {
              assertThat(resolved.provider().tokenEndpoint())
                  .isEqualTo(URI.create("https://git.acme.example:8443/oauth/token"));
              assertThat(resolved.provider().issuer().issuer())
                  .contains("https://git.acme.example:8443");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example/",
        "a@evil.example",
        "evil.example#",
        "evil.example?",
        "a b",
        "..",
        "a:99999999",
        "evil.example\\"
      })
  void a_value_never_leaves_its_place(String value) {
    var gitlab = Catalogue.builtIn().find("gitlab").orElseThrow();

    assertThat(resolver.resolve(gitlab, Optional.empty(), Map.of("host", value), Purpose.REFRESH))
        .isInstanceOf(Resolution.Unusable.class);
  }

  @Test
  void an_environment_is_elsewhere_and_an_unknown_one_is_named() {
    var provider =
        own(
            "{id: acme, name: Acme, authorization_endpoint: 'https://acme.example/a', token_endpoint: 'https://${d}.acme.example/t', "
                + "variables: [{id: d, pattern: '[a-z]+'}], environments: {sandbox: {authorization_endpoint: 'https://sandbox.example/a', variables: {d: test}}}}");

    assertThat(resolver.resolve(provider, Optional.of("sandbox"), Map.of(), Purpose.REFRESH))
        .isInstanceOfSatisfying(
            Resolution.Resolved.class,
            resolved -> {
              assertThat(resolved.provider().authorizationEndpoint())
                  .isEqualTo(URI.create("https://sandbox.example/a"));
              assertThat(resolved.provider().tokenEndpoint())
                  .isEqualTo(URI.create("https://test.acme.example/t"));
            });
    assertThat(resolver.resolve(provider, Optional.of("nowhere"), Map.of(), Purpose.REFRESH))
        .isEqualTo(new Resolution.Unusable("acme has no environment nowhere; it has [sandbox]"));
    assertThat(resolver.resolve(provider, Optional.empty(), Map.of(), Purpose.REFRESH))
        .isEqualTo(new Resolution.Unusable("the variable d has no value"));
  }

  @Test
  void a_browser_is_sent_over_plain_http_only_on_loopback_or_where_the_operator_allows_it() {
    var plain =
        own(
            "{id: acme, name: Acme, authorization_endpoint: 'http://acme.example/a', token_endpoint: 'https://acme.example/t'}");
    var loopback =
        own(
            "{id: acme, name: Acme, authorization_endpoint: 'http://localhost:9/a', token_endpoint: 'https://acme.example/t'}");

    assertThat(resolve(plain, Purpose.CONNECT)).isInstanceOf(Resolution.Unusable.class);
    assertThat(resolve(loopback, Purpose.CONNECT)).isInstanceOf(Resolution.Resolved.class);
    var allowing =
        new ProviderResolver(
            new Discovery(local, TestProviders.CLOCK), uri -> uri.getHost().equals("acme.example"));
    assertThat(allowing.resolve(plain, Optional.empty(), Map.of(), Purpose.CONNECT))
        .isInstanceOf(Resolution.Resolved.class);
  }

  @Test
  void where_the_issuer_differs_by_tenant_no_callback_is_compared_with_it() {
    assertThat(
            resolved(Catalogue.builtIn().find("microsoft").orElseThrow(), Purpose.CONNECT).issuer())
        .isEqualTo(new ExpectedIssuer(Optional.empty(), false));
  }

  @Test
  void an_announced_change_holds_from_its_day_on() {
    var hubspot = Catalogue.builtIn().find("hubspot").orElseThrow();
    assertThat(tokenEndpointOn("2027-02-15T23:59:59Z", hubspot))
        .hasToString("https://api.hubapi.com/oauth/v1/token");
    assertThat(tokenEndpointOn("2027-02-16T00:00:00Z", hubspot))
        .hasToString("https://api.hubapi.com/oauth/2026-03/token");
  }

  private static URI tokenEndpointOn(String day, Provider provider) {
    var discovery =
        new Discovery(TestProviders.NO_NETWORK, InstantSource.fixed(Instant.parse(day)));
    var found =
        new ProviderResolver(discovery, _ -> false)
            .resolve(provider, Optional.empty(), Map.of(), Purpose.REFRESH);
    assertThat(found).isInstanceOf(Resolution.Resolved.class);
    return ((Resolution.Resolved) found).provider().tokenEndpoint();
  }

  private Provider own(String yaml) {
    return new ProviderReader(Catalogue.builtIn()).read(yaml.replace("%s", local.url), "own");
  }

  private Resolution resolve(Provider provider, Purpose purpose) {
    return resolver.resolve(provider, Optional.empty(), Map.of(), purpose);
  }

  private ResolvedProvider resolved(Provider provider, Purpose purpose) {
    var resolution = resolve(provider, purpose);
    assertThat(resolution).isInstanceOf(Resolution.Resolved.class);
    return ((Resolution.Resolved) resolution).provider();
  }

  private static ProviderResolver resolver(Wire wire) {
    return new ProviderResolver(new Discovery(wire, TestProviders.CLOCK), _ -> false);
  }
}
