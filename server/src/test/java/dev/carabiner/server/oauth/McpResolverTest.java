package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.Consent;
import dev.carabiner.server.oauth.LocalProvider.Page;
import dev.carabiner.server.outbound.Outbound;
import dev.carabiner.server.outbound.OutboundRules;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.Endpoint;
import dev.carabiner.server.providers.Provider;
import dev.carabiner.server.providers.ProviderReader;
import dev.carabiner.vault.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server that protects `/mcp`, and its authorization server, with path `/as`, on one host.
class McpResolverTest {
  private static final String PRM = "/.well-known/oauth-protected-resource";
  private static final String AS = "/.well-known/oauth-authorization-server";
  private static final String DESCRIBED =
      "{\"resource\":\"%s/mcp\",\"authorization_servers\":[\"%s/as\"],\"scopes_supported\":[\"read\",\"write\"]}";
  private static final String METADATA =
      """
      {"issuer":"%s/as","authorization_endpoint":"%s/as/authorize","token_endpoint":"%s/as/token",
       "registration_endpoint":"%s/as/register","code_challenge_methods_supported":["S256"],
       "client_id_metadata_document_supported":true}
      """;
  private static final Consent NOTHING_SAID = new Consent(Map.of(), Map.of(), Optional.empty());

  private final AtomicReference<Instant> now = new AtomicReference<>(TestProviders.NOW);
  private LocalProvider local;

  @BeforeEach
  void start() throws IOException {
    local = new LocalProvider();
    local.pages.put("/mcp", new Page(401, ""));
    local.challenges.put("/mcp", "Bearer");
    local.pages.put(PRM + "/mcp", new Page(200, DESCRIBED));
    local.pages.put(AS + "/as", new Page(200, METADATA));
  }

  @AfterEach
  void stop() {
    local.close();
  }

  @Test
  void the_server_names_its_authorization_server_and_that_its_endpoints() {
    var provider = resolved();

    assertThat(local.asked)
        .containsExactly("POST /mcp", "GET " + PRM + "/mcp", "GET " + AS + "/as");
    assertThat(provider.tokenEndpoint()).isEqualTo(URI.create(local.url + "/as/token"));
    assertThat(provider.at(Endpoint.REGISTRATION)).contains(URI.create(local.url + "/as/register"));
    assertThat(provider.issuer().issuer()).contains(local.url + "/as");
    assertThat(provider.pkce()).isTrue();
    assertThat(provider.terms().documents()).isEqualTo(Terms.Documents.PUBLIC);
  }

  @Test
  void the_metadata_that_the_challenge_points_to_is_used_and_no_other() {
    local.challenges.put("/mcp", "Bearer resource_metadata=\"%s/elsewhere\"");
    local.pages.put("/elsewhere", new Page(200, DESCRIBED));
    resolved();
    assertThat(local.asked).containsExactly("POST /mcp", "GET /elsewhere", "GET " + AS + "/as");

    local.pages.remove("/elsewhere");
    assertThat(resolve()).isInstanceOf(Resolution.Resolved.class);
    now.updateAndGet(time -> time.plus(Duration.ofDays(2)));
    local.asked.clear();
    assertThat(resolve(fresh())).isInstanceOf(Resolution.Unusable.class);
    assertThat(local.asked).containsExactly("POST /mcp", "GET /elsewhere");
  }

  @Test
  void without_a_pointer_the_path_is_tried_before_the_root() {
    local.pages.remove(PRM + "/mcp");
    local.pages.put(
        PRM, new Page(200, "{\"resource\":\"%s\",\"authorization_servers\":[\"%s/as\"]}"));

    assertThat(resolved().terms().resource()).contains(local.url);
    assertThat(local.asked)
        .containsExactly("POST /mcp", "GET " + PRM + "/mcp", "GET " + PRM, "GET " + AS + "/as");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://evil.example/mcp", "%s/mcp/", "%s/MCP", "%s/mc", "%s", "%s/mcp#x", ""})
  void a_description_of_another_resource_is_not_followed(String resource) {
    local.pages.put(
        PRM + "/mcp",
        new Page(200, "{\"resource\":\"" + resource + "\",\"authorization_servers\":[\"%s/as\"]}"));

    assertThat(resolve()).isInstanceOf(Resolution.Unusable.class);
    assertThat(local.asked).noneMatch(asked -> asked.contains(AS));
  }

  @Test
  void an_issuer_that_names_itself_otherwise_is_not_used() {
    local.pages.put(
        AS + "/as", new Page(200, METADATA.replace("%s/as\",\"auth", "%s/as/\",\"auth")));

    assertThat(resolve()).isInstanceOf(Resolution.Unusable.class);
    assertThat(local.asked)
        .containsSubsequence(
            "GET " + AS + "/as",
            "GET /.well-known/openid-configuration/as",
            "GET /as/.well-known/openid-configuration");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[\"plain\"]", "[]", "\"S256\"", "null"})
  void without_s256_nobody_is_sent_there(String methods) {
    local.pages.put(AS + "/as", new Page(200, METADATA.replace("[\"S256\"]", methods)));

    assertThat(resolve()).isInstanceOf(Resolution.Unusable.class);
  }

  @Test
  void every_request_names_the_resource() {
    var entry = entry("mcp_server: '%s/mcp'");
    var provider = resolved(entry);
    var client = new OAuthClient(provider, "c", Optional.of(Secret.of("s")));
    var resource = "resource=" + Form.encode(local.url + "/mcp");

    var asked =
        new AuthorizationRequest(
            client,
            "https://crm.example/callback",
            NOTHING_SAID,
            new OneTimeValues(Secret.of("s"), Secret.of("v"), Secret.of("n")),
            Optional.empty());
    assertThat(asked.uri().getRawQuery()).contains(resource).contains("scope=read%20write");
    var exchange =
        TokenRequests.exchange(
            client,
            new CodeExchange(
                Secret.of("c"), "https://crm.example/callback", Optional.empty(), List.of()));
    assertThat(TestProviders.shown(exchange)).contains(resource);
    var refresh =
        TokenRequests.refresh(
            client,
            new RefreshRequest(Secret.of("r"), List.of(), "https://x", Duration.ofSeconds(45)));
    assertThat(TestProviders.shown(refresh)).contains(resource);
  }

  @Test
  void the_scopes_are_the_challenges_or_else_those_supported_or_else_none() {
    assertThat(scopes()).containsExactly("read", "write");

    local.challenges.put("/mcp", "Bearer scope=\"admin\"");
    now.updateAndGet(time -> time.plus(ProtectedResources.GOOD_FOR));
    assertThat(scopes()).containsExactly("admin");

    local.challenges.put("/mcp", "Bearer");
    local.pages.put(
        PRM + "/mcp",
        new Page(200, "{\"resource\":\"%s/mcp\",\"authorization_servers\":[\"%s/as\"]}"));
    now.updateAndGet(time -> time.plus(ProtectedResources.GOOD_FOR));
    assertThat(scopes()).isEmpty();
  }

  @Test
  void scopes_that_were_asked_for_later_come_on_top() {
    var kept = new KeptValues(Map.of(OwnValues.CHALLENGED_SCOPES, Secret.of("write delete")));
    var client = new OAuthClient(resolved(), "c", Optional.empty()).speakingFor(kept);

    assertThat(client.requested(NOTHING_SAID)).containsExactly("read", "write", "delete");
  }

  @Test
  void refresh_tokens_are_asked_for_where_the_authorization_server_knows_how() {
    local.pages.put(
        AS + "/as",
        new Page(
            200,
            METADATA.replace("{\"issuer", "{\"scopes_supported\":[\"offline_access\"],\"issuer")));

    assertThat(scopes()).containsExactly("read", "write", "offline_access");
  }

  @Test
  void a_server_of_the_old_kind_is_its_own_authorization_server() {
    local.pages.remove(PRM + "/mcp");
    local.pages.put(AS, new Page(200, METADATA));

    assertThat(resolved().tokenEndpoint()).isEqualTo(URI.create(local.url + "/as/token"));
    assertThat(resolved().issuer().issuer()).contains(local.url + "/as");
  }

  @Test
  void a_server_of_the_old_kind_cannot_name_somebody_elses_issuer() {
    local.pages.remove(PRM + "/mcp");
    local.pages.put(
        AS, new Page(200, METADATA.replace("\"%s/as\",\"auth", "\"https://bank.example\",\"auth")));

    assertThat(resolved().tokenEndpoint()).isEqualTo(URI.create(local.url + "/token"));
  }

  @Test
  void without_any_metadata_the_customary_places_are_used() {
    local.pages.remove(PRM + "/mcp");

    var provider = resolved();
    assertThat(provider.authorizationEndpoint()).isEqualTo(URI.create(local.url + "/authorize"));
    assertThat(provider.at(Endpoint.REGISTRATION)).contains(URI.create(local.url + "/register"));
    assertThat(provider.pkce()).isTrue();
  }

  @Test
  void a_pinned_issuer_has_to_be_one_of_the_servers() {
    var trusted = entry("mcp_server: '%s/mcp', issuer: '%s/as'");
    assertThat(resolve(trusted, fresh())).isInstanceOf(Resolution.Resolved.class);

    var stranger = entry("mcp_server: '%s/mcp', issuer: 'https://other.example'");
    assertThat(resolve(stranger, fresh())).isInstanceOf(Resolution.Unusable.class);
  }

  @Test
  void a_server_that_does_not_answer_is_known_for_a_day_and_then_unreachable() {
    var resolver = fresh();
    assertThat(resolve(resolver)).isInstanceOf(Resolution.Resolved.class);
    local.pages.put(PRM + "/mcp", new Page(503, ""));
    now.updateAndGet(time -> time.plus(Duration.ofHours(23)));
    assertThat(resolve(resolver)).isInstanceOf(Resolution.Resolved.class);

    now.updateAndGet(time -> time.plus(Duration.ofHours(2)));
    assertThat(resolve(resolver)).isInstanceOf(Resolution.Unreachable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://10.0.0.1/prm", "https://169.254.169.254/latest", "https://127.0.0.1/prm"})
  void an_address_that_the_server_names_goes_through_the_guard(String address) throws Exception {
    local.challenges.put("/mcp", "Bearer resource_metadata=\"" + address + "\"");
    var rules = OutboundRules.parse(List.of(URI.create(local.url).getAuthority()));
    try (var outbound = new Outbound(rules)) {
      var resolver = new ProviderResolver(new Discovery(outbound::send, now::get), _ -> true);

      assertThat(resolve(resolver))
          .isInstanceOfSatisfying(
              Resolution.Unusable.class,
              unusable -> assertThat(unusable.why()).contains("refused"));
    }
    assertThat(local.asked).containsExactly("POST /mcp");
  }

  private List<String> scopes() {
    return new OAuthClient(resolved(), "c", Optional.empty()).requested(NOTHING_SAID);
  }

  private final AtomicReference<ProviderResolver> kept = new AtomicReference<>();

  private ResolvedProvider resolved() {
    return resolved(entry("mcp_server: '%s/mcp'"));
  }

  private ResolvedProvider resolved(Provider entry) {
    var resolution = resolve(entry, sameAsBefore());
    assertThat(resolution).isInstanceOf(Resolution.Resolved.class);
    return ((Resolution.Resolved) resolution).provider();
  }

  private Resolution resolve() {
    return resolve(sameAsBefore());
  }

  private Resolution resolve(ProviderResolver resolver) {
    return resolve(entry("mcp_server: '%s/mcp'"), resolver);
  }

  private static Resolution resolve(Provider entry, ProviderResolver resolver) {
    return resolver.resolve(entry, Optional.empty(), Map.of(), ProviderResolver.Purpose.CONNECT);
  }

  private ProviderResolver sameAsBefore() {
    return kept.updateAndGet(known -> known == null ? fresh() : known);
  }

  private ProviderResolver fresh() {
    return new ProviderResolver(new Discovery(local, now::get), _ -> false);
  }

  private Provider entry(String keys) {
    var yaml = "{id: tools, name: Tools, " + keys.replace("%s", local.url) + "}";
    return new ProviderReader(Catalogue.EMPTY).read(yaml, "own");
  }
}
