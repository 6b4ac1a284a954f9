package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ClientCredentials;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.Consent;
import dev.carabiner.server.apps.Keeping;
import dev.carabiner.server.apps.Linking;
import dev.carabiner.server.apps.ProviderChoice;
import dev.carabiner.server.apps.RedirectUris;
import dev.carabiner.server.apps.RegisteredClients;
import dev.carabiner.server.apps.ReturnTo;
import dev.carabiner.server.apps.RevokeAtProvider;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.base.Pause;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.oauth.LocalProvider.Page;
import dev.carabiner.server.oauth.ProviderClients.Outcome;
import dev.carabiner.server.oauth.ProviderResolver.Purpose;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.ClientAuthentication;
import dev.carabiner.server.providers.ProviderReader;
import dev.carabiner.vault.KeyRing;
import dev.carabiner.vault.Reveal;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistrarTest {
  private static final String METADATA =
      """
      {"issuer":"%s","authorization_endpoint":"%s/authorize","token_endpoint":"%s/token",
       "registration_endpoint":"%s/register","code_challenge_methods_supported":["S256"],
       "token_endpoint_auth_methods_supported":["none"],"client_id_metadata_document_supported":true}
      """;
  private static final String WELL_KNOWN = "/.well-known/oauth-authorization-server";
  private static final Vault VAULT = new Vault(KeyRing.of(Secret.of(new byte[32]), List.of()));

  private final AtomicReference<Instant> now = new AtomicReference<>(TestProviders.NOW);
  private final MemoryRegisteredClients registered = new MemoryRegisteredClients();
  private LocalProvider local;

  @BeforeEach
  void start() throws IOException {
    local = new LocalProvider();
    local.pages.put(WELL_KNOWN, new Page(200, METADATA));
    answer(
        "{\"client_id\":\"made\",\"client_secret\":\"for you\",\"token_endpoint_auth_method\":\"client_secret_basic\"}");
  }

  @AfterEach
  void stop() {
    local.close();
  }

  @Test
  void a_client_registered_by_hand_comes_first() {
    var client = ready(clients("https://crm.example"), app("by-hand"));

    assertThat(client.clientId()).isEqualTo("by-hand");
    assertThat(registrations()).isZero();
  }

  @Test
  void a_document_of_ours_comes_before_a_registration() {
    var client = ready(clients("https://crm.example"), app(""));

    assertThat(client.clientId()).isEqualTo("https://crm.example/connected_apps/client/tools");
    assertThat(client.clientSecret()).isEmpty();
    assertThat(ClientCredentialsOnWire.method(client)).isEqualTo(ClientAuthentication.NONE);
    assertThat(registrations()).isZero();
  }

  @Test
  void a_document_that_nobody_can_fetch_safely_is_not_named() {
    assertThat(ready(clients("http://127.0.0.1:8080"), app("")).clientId()).isEqualTo("made");
  }

  @Test
  void a_document_is_not_named_where_public_clients_are_not_taken() {
    local.pages.put(
        WELL_KNOWN, new Page(200, METADATA.replace("[\"none\"]", "[\"client_secret_basic\"]")));

    assertThat(ready(clients("https://crm.example"), app("")).clientId()).isEqualTo("made");
  }

  @Test
  void a_registration_says_who_we_are_and_what_the_server_answers_counts() {
    var client = ready(withoutDocuments(), app(""));

    var said = Json.parseObject(local.bodies.getLast()).orElseThrow();
    assertThat(said.path("application_type").asString()).isEqualTo("web");
    assertThat(said.path("redirect_uris"))
        .hasToString("[\"https://crm.example/connected_apps/callback/tools\"]");
    assertThat(said.path("grant_types")).hasToString("[\"authorization_code\",\"refresh_token\"]");
    assertThat(said.path("token_endpoint_auth_method").asString()).isEqualTo("none");
    assertThat(client.clientId()).isEqualTo("made");
    assertThat(client.clientSecret().orElseThrow().reveal(Reveal.TO_COMPARE)).isEqualTo("for you");
    assertThat(ClientCredentialsOnWire.method(client))
        .isEqualTo(ClientAuthentication.CLIENT_SECRET_BASIC);
  }

  @Test
  void scopes_that_the_server_leaves_out_are_not_asked_for() {
    answer("{\"client_id\":\"made\",\"scope\":\"read other\"}");
    var provider = ready(withoutDocuments(), app("")).provider();

    assertThat(provider.terms().asking(List.of("read", "write")).scopes()).hasSize(2);
    assertThat(registered.kept.values().iterator().next().scopes())
        .containsExactly("read", "other");
  }

  @Test
  void of_many_users_at_once_one_registers() throws Exception {
    var clients = withoutDocuments();
    Callable<String> connect = () -> ready(clients, app("")).clientId();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(Stream.generate(() -> connect).limit(20).toList()))
        assertThat(done.get()).isEqualTo("made");
    }
    assertThat(registrations()).isEqualTo(1);
  }

  @Test
  void a_secret_that_is_about_to_end_is_renewed_for_new_connections_only() {
    var end = now.get().plus(Duration.ofDays(30));
    answer(
        "{\"client_id\":\"first\",\"client_secret\":\"s\",\"token_endpoint_auth_method\":\"client_secret_post\",\"client_secret_expires_at\":"
            + end.getEpochSecond()
            + "}");
    var clients = withoutDocuments();
    assertThat(ready(clients, app("")).clientId()).isEqualTo("first");
    now.set(end.minus(Duration.ofHours(2)));
    assertThat(ready(clients, app("")).clientId()).isEqualTo("first");

    answer("{\"client_id\":\"second\"}");
    now.set(end.minus(Duration.ofMinutes(59)));
    assertThat(clients.of(app(""), KeptValues.NONE, Purpose.REFRESH))
        .isInstanceOfSatisfying(
            Outcome.Ready.class, one -> assertThat(one.client().clientId()).isEqualTo("first"));
    assertThat(ready(clients, app("")).clientId()).isEqualTo("second");
    assertThat(registrations()).isEqualTo(2);
  }

  @Test
  void a_refresh_never_registers() {
    assertThat(withoutDocuments().of(app(""), KeptValues.NONE, Purpose.REFRESH))
        .isInstanceOf(Outcome.Unusable.class);
    assertThat(registrations()).isZero();
  }

  @Test
  void a_client_is_never_used_at_another_authorization_server() throws IOException {
    assertThat(ready(withoutDocuments(), app("")).clientId()).isEqualTo("made");
    try (var other = new LocalProvider()) {
      other.pages.put(WELL_KNOWN, new Page(200, METADATA.replace("\"client_id_metadata", "\"x")));
      other.pages.put("/register", new Page(201, "{\"client_id\":\"of-the-other\"}"));

      assertThat(ready(clients("https://crm.example", other), app("")).clientId())
          .isEqualTo("of-the-other");
    }
    assertThat(registered.kept).hasSize(2);
  }

  @Test
  void what_one_authorization_server_gave_is_not_shown_to_another() {
    var kept = new KeptValues(Map.of(OwnValues.ISSUER, Secret.of("https://former.example")));

    assertThat(clients("https://crm.example").of(app("by-hand"), kept, Purpose.REFRESH))
        .isInstanceOf(Outcome.Unusable.class);
  }

  @Test
  void a_refusal_says_what_to_do_and_trouble_is_no_refusal() {
    local.pages.put("/register", new Page(403, "{\"error\":\"access_denied\"}"));
    assertThat(withoutDocuments().of(app(""), KeptValues.NONE, Purpose.CONNECT))
        .isInstanceOfSatisfying(
            Outcome.Unusable.class,
            unusable -> assertThat(unusable.why()).contains("access_denied", "by hand"));

    local.pages.put("/register", new Page(503, ""));
    assertThat(withoutDocuments().of(app(""), KeptValues.NONE, Purpose.CONNECT))
        .isInstanceOf(Outcome.Unreachable.class);

    answer("{\"client_id\":\"made\",\"token_endpoint_auth_method\":\"private_key_jwt\"}");
    assertThat(withoutDocuments().of(app(""), KeptValues.NONE, Purpose.CONNECT))
        .isInstanceOf(Outcome.Unusable.class);
  }

  @Test
  void a_server_that_takes_no_registration_needs_one_by_hand() {
    local.pages.put(
        WELL_KNOWN,
        new Page(200, METADATA.replace("registration_endpoint", "x").replace("client_id_m", "x")));

    assertThat(clients("https://crm.example").of(app(""), KeptValues.NONE, Purpose.CONNECT))
        .isInstanceOfSatisfying(
            Outcome.Unusable.class,
            unusable ->
                assertThat(unusable.why())
                    .contains("https://crm.example/connected_apps/callback/tools", "client-id"));
  }

  @Test
  void a_provider_with_an_address_of_its_own_kind_gets_a_form() {
    var clients =
        clients(
            "https://crm.example",
            local,
            "authorization_endpoint: '%s/a', token_endpoint: '%s/t', default_scopes: [read],"
                + " registration: {method: POST, url: '%s/register'}");

    assertThat(ready(clients, app("")).clientId()).isEqualTo("made");
    assertThat(local.bodies.getLast())
        .isEqualTo(
            "client_name=Example+tools&redirect_uris=https%3A%2F%2Fcrm.example%2Fconnected_apps%2Fcallback%2Ftools&scopes=read");
  }

  @Test
  void a_client_of_a_deleted_app_is_removed_where_it_was_registered() {
    answer(
        "{\"client_id\":\"made\",\"registration_client_uri\":\"%s/register/made\",\"registration_access_token\":\"t\"}");
    ready(withoutDocuments(), app(""));
    var client = registered.kept.values().iterator().next();
    registered.left.add(new RegisteredClients.Left(client, 0));
    var removal = new ClientRemoval(registered, local, VAULT);

    local.pages.put("/register/made", new Page(503, ""));
    removal.run();
    assertThat(registered.kept).hasSize(1);
    local.pages.put("/register/made", new Page(204, ""));
    removal.run();

    assertThat(registered.kept).isEmpty();
    assertThat(local.asked).endsWith("DELETE /register/made", "DELETE /register/made");
  }

  private void answer(String body) {
    local.pages.put("/register", new Page(201, body));
  }

  private long registrations() {
    return local.asked.stream().filter("POST /register"::equals).count();
  }

  private static OAuthClient ready(ProviderClients clients, ConnectedApp app) {
    var outcome = clients.of(app, KeptValues.NONE, Purpose.CONNECT);
    assertThat(outcome).isInstanceOf(Outcome.Ready.class);
    return ((Outcome.Ready) outcome).client();
  }

  private ProviderClients withoutDocuments() {
    local.pages.put(WELL_KNOWN, new Page(200, METADATA.replace("\"client_id_metadata", "\"x")));
    return clients("https://crm.example");
  }

  private ProviderClients clients(String ours) {
    return clients(ours, local);
  }

  private ProviderClients clients(String ours, LocalProvider there) {
    return clients(ours, there, "issuer: '%s'");
  }

  private ProviderClients clients(String ours, LocalProvider there, String keys) {
    var yaml = "{id: tools, name: Tools, " + keys.replace("%s", there.url) + "}";
    var provider = new ProviderReader(Catalogue.EMPTY).read(yaml, "own");
    var catalogue = Catalogue.EMPTY.with(List.of(provider));
    var addresses = new RedirectUris(ours);
    return new ProviderClients(
        () -> catalogue,
        new ProviderResolver(new Discovery(there, now::get), _ -> false),
        VAULT,
        new Registrar(registered, addresses, there, VAULT, now::get, Pause.REAL),
        _ -> Optional.empty());
  }

  static ConnectedApp app(String clientId) {
    return new ConnectedApp(
        new AppKey("tools"),
        Workspace.DEFAULT,
        "Example tools",
        new ProviderChoice("tools", Optional.empty(), Map.of()),
        new ClientCredentials(clientId, Optional.empty()),
        new Consent(Map.of(), Map.of(), Optional.empty()),
        new ConnectedApp.Flow(
            Linking.CONFIRM,
            Duration.ofHours(1),
            new ReturnTo("https://crm.example/connected", List.of())),
        new Keeping(RevokeAtProvider.LAST, Duration.ZERO, Optional.empty()));
  }
}
