package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.oauth.LocalProvider.Page;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.ProviderReader;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Token calls over real HTTP.
class TokenCallsTest {
  private LocalProvider local;
  private TokenCalls calls;

  @BeforeEach
  void start() throws IOException {
    local = new LocalProvider();
    calls = new TokenCalls(local, TestProviders.CLOCK);
  }

  @AfterEach
  void stop() {
    local.close();
  }

  @Test
  void a_code_becomes_a_grant() {
    local.pages.put(
        "/t",
        new Page(
            200,
            "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"expires_in\":60,\"scope\":\"x y\"}"));

    var reply =
        calls.exchange(
            client("client_auth: client_secret_post"),
            new CodeExchange(
                Secret.of("c"), "https://crm.example/cb", Optional.of(Secret.of("v")), List.of()),
            BeforeSending.GO);

    assertThat(reply)
        .isInstanceOfSatisfying(
            TokenReply.Granted.class,
            granted -> {
              assertThat(granted.grant().accessToken().reveal(Reveal.TO_COMPARE)).isEqualTo("a");
              assertThat(granted.grant().refreshToken().orElseThrow().reveal(Reveal.TO_COMPARE))
                  .isEqualTo("r");
              assertThat(granted.grant().lifetime()).contains(Duration.ofMinutes(1));
              assertThat(granted.grant().scopes()).contains(List.of("x", "y"));
            });
    assertThat(local.asked).containsExactly("POST /t");
    assertThat(local.bodies)
        .containsExactly(
            "grant_type=authorization_code&code=c&redirect_uri=https%3A%2F%2Fcrm.example%2Fcb&code_verifier=v&client_id=the-client&client_secret=s");
  }

  @Test
  void a_dead_refresh_token_is_dead() {
    local.pages.put("/t", new Page(400, "{\"error\":\"invalid_grant\"}"));

    assertThat(refresh("client_auth: client_secret_basic", BeforeSending.GO))
        .isEqualTo(new TokenReply.Dead("invalid_grant"));
    assertThat(local.bodies).containsExactly("grant_type=refresh_token&refresh_token=r");
  }

  @Test
  void refreshes_go_to_their_own_endpoint_in_json_where_the_provider_wants_it() {
    local.pages.put("/r", new Page(200, "{\"access_token\":\"a\"}"));

    assertThat(
            refresh(
                "refresh_endpoint: '%s/r', token_request_format: json, refresh_params: {x: '${client_id}'}, refresh: {repeat_scope: true, repeat_redirect_uri: true}",
                BeforeSending.GO))
        .isInstanceOf(TokenReply.Granted.class);
    assertThat(local.asked).containsExactly("POST /r");
    assertThat(local.bodies)
        .containsExactly(
            "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"r\",\"scope\":\"a b\",\"redirect_uri\":\"https://crm.example/cb\",\"x\":\"the-client\",\"client_id\":\"the-client\",\"client_secret\":\"s\"}");
  }

  @Test
  void a_public_client_names_itself_only() {
    local.pages.put("/t", new Page(200, "{\"access_token\":\"a\"}"));
    var provider = client("client_auth: none").provider();

    calls.refresh(
        new OAuthClient(provider, "the-client", Optional.empty()), request(), BeforeSending.GO);
    calls.refresh(
        new OAuthClient(provider, "the-client", Optional.of(Secret.of("s"))),
        request(),
        BeforeSending.GO);

    assertThat(local.bodies)
        .containsExactly(
            "grant_type=refresh_token&refresh_token=r&client_id=the-client",
            "grant_type=refresh_token&refresh_token=r&client_id=the-client");
  }

  @Test
  void who_changes_their_mind_before_sending_has_sent_nothing() {
    assertThat(refresh("pkce: supported", () -> false))
        .isEqualTo(new TokenReply.NotDone("changed its mind", Optional.empty(), true));
    assertThat(local.asked).isEmpty();
  }

  private TokenReply refresh(String more, BeforeSending beforeSending) {
    return calls.refresh(client(more), request(), beforeSending);
  }

  private static RefreshRequest request() {
    return new RefreshRequest(
        Secret.of("r"), List.of("a", "b"), "https://crm.example/cb", Duration.ofSeconds(45));
  }

  private OAuthClient client(String more) {
    var yaml =
        "{id: acme, name: Acme, authorization_endpoint: '%s/a', token_endpoint: '%s/t', "
            + more
            + "}";
    var provider =
        new ProviderReader(Catalogue.builtIn()).read(yaml.replace("%s", local.url), "own");
    var resolver = new ProviderResolver(new Discovery(local, TestProviders.CLOCK), _ -> false);
    var resolution =
        resolver.resolve(provider, Optional.empty(), Map.of(), ProviderResolver.Purpose.REFRESH);
    return new OAuthClient(
        ((Resolution.Resolved) resolution).provider(), "the-client", Optional.of(Secret.of("s")));
  }
}
