package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import dev.carabiner.server.apps.RedirectUris;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.base.Pause;
import dev.carabiner.server.oauth.LocalProvider.Page;
import dev.carabiner.server.oauth.ProviderClients.Outcome;
import dev.carabiner.server.oauth.ProviderResolver.Purpose;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.ProviderReader;
import dev.carabiner.vault.KeyRing;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Clients that outlive their secret, and clients that sign with a key of ours.
class ManagedClientTest {
  private static final String METADATA =
      """
      {"issuer":"%s","authorization_endpoint":"%s/authorize","token_endpoint":"%s/token",
       "registration_endpoint":"%s/register","code_challenge_methods_supported":["S256"],
       "token_endpoint_auth_methods_supported":METHODS,"client_id_metadata_document_supported":true}
      """;
  private static final String MADE =
      "{\"client_id\":\"made\",\"client_secret\":\"SECRET\",\"client_secret_expires_at\":END,"
          + "\"token_endpoint_auth_method\":\"client_secret_post\","
          + "\"registration_client_uri\":\"%s/register/made\",\"registration_access_token\":\"TOKEN\"}";
  private static final Vault VAULT = new Vault(KeyRing.of(Secret.of(new byte[32]), List.of()));
  private static final Duration MONTH = Duration.ofDays(30);

  private final AtomicReference<Instant> now = new AtomicReference<>(TestProviders.NOW);
  private final MemoryRegisteredClients registered = new MemoryRegisteredClients();
  private final RedirectUris addresses = new RedirectUris("https://crm.example");
  private LocalProvider local;
  private ProviderClients clients;

  @BeforeEach
  void start() throws IOException {
    local = new LocalProvider();
    offering("[\"client_secret_post\"]");
    var provider =
        new ProviderReader(Catalogue.EMPTY)
            .read("{id: tools, name: Tools, issuer: '" + local.url + "'}", "own");
    var catalogue = Catalogue.EMPTY.with(List.of(provider));
    clients =
        new ProviderClients(
            () -> catalogue,
            new ProviderResolver(new Discovery(local, now::get), _ -> false),
            VAULT,
            new Registrar(registered, addresses, local, VAULT, now::get, Pause.REAL),
            _ -> Optional.empty());
  }

  @AfterEach
  void stop() {
    local.close();
  }

  @Test
  void a_secret_that_is_about_to_end_is_renewed_and_the_client_stays_who_it_is() {
    answer("/register", 201, made("first", now.get().plus(MONTH), "t1"));
    assertThat(secret(Purpose.CONNECT)).isEqualTo("first");
    now.set(now.get().plus(MONTH).minus(Duration.ofMinutes(59)));
    answer("/register/made", 200, made("second", now.get().plus(MONTH), "t2"));

    assertThat(secret(Purpose.REFRESH)).isEqualTo("second");

    assertThat(local.asked).endsWith("PUT /register/made");
    assertThat(local.bodies.getLast())
        .contains("\"client_id\":\"made\"", "\"redirect_uris\"")
        .doesNotContain("first");
    assertThat(secret(Purpose.CONNECT)).isEqualTo("second");
    assertThat(asked("PUT /register/made")).isEqualTo(1);
    assertThat(asked("POST /register")).isEqualTo(1);
    now.set(now.get().plus(MONTH).minus(Duration.ofMinutes(59)));
    answer("/register/made", 200, made("third", now.get().plus(MONTH), "t2"));
    assertThat(secret(Purpose.REFRESH)).isEqualTo("third");
  }

  @Test
  void a_secret_that_has_ended_is_renewed_as_well() {
    answer("/register", 201, made("first", now.get().plus(MONTH), "t"));
    assertThat(secret(Purpose.CONNECT)).isEqualTo("first");
    now.set(now.get().plus(MONTH).plus(MONTH));
    answer("/register/made", 200, made("second", now.get().plus(MONTH), "t"));

    assertThat(secret(Purpose.REFRESH)).isEqualTo("second");
  }

  @Test
  void a_server_that_renews_nothing_is_not_asked_at_every_turn() {
    var end = now.get().plus(MONTH);
    answer("/register", 201, made("first", end, "t"));
    assertThat(secret(Purpose.CONNECT)).isEqualTo("first");
    now.set(end.minus(Duration.ofMinutes(59)));
    answer("/register/made", 200, made("first", end, "t"));

    assertThat(secret(Purpose.REFRESH)).isEqualTo("first");
    answer("/register/made", 503, "");
    assertThat(secret(Purpose.REFRESH)).isEqualTo("first");
    assertThat(asked("PUT /register/made")).isEqualTo(1);
    now.set(now.get().plus(Duration.ofMinutes(5)));
    assertThat(secret(Purpose.REFRESH)).isEqualTo("first");
    assertThat(asked("PUT /register/made")).isEqualTo(2);

    answer("/register", 201, made("other", now.get().plus(MONTH), "t"));
    assertThat(secret(Purpose.CONNECT)).isEqualTo("other");
    assertThat(asked("POST /register")).isEqualTo(2);
  }

  @Test
  void an_answer_that_names_another_client_is_no_renewal() {
    var end = now.get().plus(MONTH);
    answer("/register", 201, made("first", end, "t"));
    assertThat(secret(Purpose.CONNECT)).isEqualTo("first");
    now.set(end.minus(Duration.ofMinutes(59)));
    answer(
        "/register/made",
        200,
        made("second", end.plus(MONTH), "t")
            .replace("\"client_id\":\"made\"", "\"client_id\":\"x\""));

    assertThat(secret(Purpose.REFRESH)).isEqualTo("first");
  }

  @Test
  void where_documents_are_taken_but_no_public_clients_the_document_tells_a_key() throws Exception {
    offering("[\"private_key_jwt\"]");
    var keys = new ClientKeys(registered, addresses, VAULT);
    assertThat(keys.document(RegistrarTest.app(""))).isEmpty();

    var client = ready(Purpose.CONNECT);

    assertThat(client.clientId())
        .isEqualTo("https://crm.example/connected_apps/client/tools/signed");
    var document = keys.document(RegistrarTest.app("")).orElseThrow();
    assertThat(document.path("client_id").asString()).isEqualTo(client.clientId());
    assertThat(document.path("token_endpoint_auth_method").asString()).isEqualTo("private_key_jwt");
    var jwk = document.path("jwks").path("keys").path(0);
    assertThat(jwk.has("d")).isFalse();
    answer("/token", 200, "{\"access_token\":\"a\",\"token_type\":\"Bearer\"}");
    assertThat(asRefreshed(client)).isInstanceOf(TokenReply.Granted.class);
    var assertion = JWSObject.parse(value(local.bodies.getLast(), "client_assertion"));
    assertThat(assertion.verify(new ECDSAVerifier(ECKey.parse(Json.write(jwk))))).isTrue();
    assertThat(asked("POST /register")).isZero();
    assertThat(ready(Purpose.REFRESH).clientSecret().orElseThrow())
        .matches(same -> same.matches(client.clientSecret().orElseThrow()));
  }

  @Test
  void public_clients_stay_what_they_are_where_both_are_taken() {
    offering("[\"none\",\"private_key_jwt\"]");

    assertThat(ready(Purpose.CONNECT).clientId())
        .isEqualTo("https://crm.example/connected_apps/client/tools");
  }

  private TokenReply asRefreshed(OAuthClient client) {
    var request = new RefreshRequest(Secret.of("r"), List.of(), "", Duration.ofSeconds(5));
    return new TokenCalls(local, now::get).refresh(client, request, BeforeSending.GO);
  }

  private void offering(String methods) {
    answer("/.well-known/oauth-authorization-server", 200, METADATA.replace("METHODS", methods));
  }

  private void answer(String path, int status, String body) {
    local.pages.put(path, new Page(status, body));
  }

  private static String made(String secret, Instant end, String token) {
    return MADE.replace("SECRET", secret)
        .replace("END", Long.toString(end.getEpochSecond()))
        .replace("TOKEN", token);
  }

  private long asked(String what) {
    return local.asked.stream().filter(what::equals).count();
  }

  private String secret(Purpose purpose) {
    return ready(purpose).clientSecret().orElseThrow().reveal(Reveal.TO_COMPARE);
  }

  private OAuthClient ready(Purpose purpose) {
    var outcome = clients.of(RegistrarTest.app(""), KeptValues.NONE, purpose);
    assertThat(outcome).isInstanceOf(Outcome.Ready.class);
    return ((Outcome.Ready) outcome).client();
  }

  private static String value(String form, String name) {
    for (var pair : form.split("&"))
      if (pair.startsWith(name + "="))
        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
    throw new AssertionError("no " + name + " in " + form);
  }
}
