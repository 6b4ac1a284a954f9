package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.oauth.LocalProvider.Page;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.ClientAuthentication;
import dev.carabiner.server.providers.ProviderReader;
import dev.carabiner.vault.Secret;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Machines that speak for themselves to a remote MCP server.
class McpMachinesTest {
  private static final String METADATA =
      """
      {"issuer":"%s/as","token_endpoint":"%s/as/token","scopes_supported":["read","offline_access"],
       "token_endpoint_auth_methods_supported":["client_secret_basic","private_key_jwt"]}
      """;
  private LocalProvider local;

  @BeforeEach
  void start() throws IOException {
    local = new LocalProvider();
    local.pages.put("/mcp", new Page(401, ""));
    local.pages.put(
        "/.well-known/oauth-protected-resource/mcp",
        new Page(
            200,
            "{\"resource\":\"%s/mcp\",\"authorization_servers\":[\"%s/as\"],\"scopes_supported\":[\"read\"]}"));
    local.pages.put("/.well-known/oauth-authorization-server/as", new Page(200, METADATA));
    local.pages.put(
        "/as/token", new Page(200, "{\"access_token\":\"a\",\"token_type\":\"Bearer\"}"));
  }

  @AfterEach
  void stop() {
    local.close();
  }

  @Test
  void their_server_needs_neither_code_challenges_nor_an_authorization_endpoint() {
    assertThat(resolve("grant: client_credentials, "))
        .isInstanceOfSatisfying(
            Resolution.Resolved.class,
            found -> assertThat(found.provider().terms().scopes()).containsExactly("read"));
    assertThat(resolve("")).isInstanceOf(Resolution.Unusable.class);
  }

  @Test
  void a_private_key_signs_for_the_issuer_where_the_server_takes_that() throws Exception {
    var client = SignedClient.asItCan(client(pem()));

    assertThat(client.provider().clientAuthentication())
        .isEqualTo(ClientAuthentication.PRIVATE_KEY_JWT);
    ask(client);
    var form = local.bodies.getLast();
    assertThat(form)
        .contains("grant_type=client_credentials", "resource=")
        .doesNotContain("PRIVATE");
    var assertion = JWSObject.parse(value(form, "client_assertion"));
    var claims = Json.parseObject(assertion.getPayload().toString()).orElseThrow();
    assertThat(claims.path("aud").asString()).isEqualTo(local.url + "/as");
  }

  @Test
  void a_secret_that_is_no_key_is_shown_as_before_and_the_entry_has_the_last_word()
      throws Exception {
    assertThat(SignedClient.asItCan(client("a password")).provider().clientAuthentication())
        .isEqualTo(ClientAuthentication.CLIENT_SECRET_BASIC);
    var said = provider("grant: client_credentials, client_auth: client_secret_post, ");
    assertThat(
            SignedClient.asItCan(new OAuthClient(said, "c", Optional.of(Secret.of(pem()))))
                .provider()
                .clientAuthentication())
        .isEqualTo(ClientAuthentication.CLIENT_SECRET_POST);
  }

  private void ask(OAuthClient client) {
    var request = new RefreshRequest(Secret.of("{}"), List.of(), "", Duration.ofSeconds(5));
    var reply =
        new TokenCalls(local, TestProviders.CLOCK).refresh(client, request, BeforeSending.GO);
    assertThat(reply).isInstanceOf(TokenReply.Granted.class);
  }

  private OAuthClient client(String secret) {
    return new OAuthClient(
        provider("grant: client_credentials, "), "c", Optional.of(Secret.of(secret)));
  }

  private ResolvedProvider provider(String keys) {
    return ((Resolution.Resolved) resolve(keys)).provider();
  }

  private Resolution resolve(String keys) {
    var yaml = "{id: tools, name: Tools, " + keys + "mcp_server: '" + local.url + "/mcp'}";
    var entry = new ProviderReader(Catalogue.EMPTY).read(yaml, "own");
    return new ProviderResolver(new Discovery(local, TestProviders.CLOCK), _ -> false)
        .resolve(entry, Optional.empty(), Map.of(), ProviderResolver.Purpose.CONNECT);
  }

  private static String value(String form, String name) {
    for (var pair : form.split("&"))
      if (pair.startsWith(name + "="))
        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
    throw new AssertionError("no " + name + " in " + form);
  }

  private static String pem() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----";
  }
}
