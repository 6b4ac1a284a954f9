package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.AppKey;
import dev.carabiner.server.apps.ClientCredentials;
import dev.carabiner.server.apps.ConnectedApp;
import dev.carabiner.server.apps.Consent;
import dev.carabiner.server.apps.Keeping;
import dev.carabiner.server.apps.Linking;
import dev.carabiner.server.apps.ProviderChoice;
import dev.carabiner.server.apps.ReturnTo;
import dev.carabiner.server.apps.RevokeAtProvider;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.oauth.ProviderResolver.Purpose;
import dev.carabiner.server.providers.Catalogue;
import dev.carabiner.server.providers.Endpoint;
import dev.carabiner.server.providers.ProviderReader;
import dev.carabiner.vault.KeyRing;
import dev.carabiner.vault.Secret;
import dev.carabiner.vault.Vault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Addresses that wait for what the callback tells.
class TellingCallbackTest {
  private static final Vault VAULT =
      new Vault(KeyRing.of(Secret.of("0123456789abcdef0123456789abcdef"), List.of()));
  private static final String TILLS =
      """
      id: example
      name: Example
      authorization_endpoint: https://secure.tills.example/connect
      token_endpoint: https://${domain_prefix}.tills.example/api/1.0/token
      variables: [{id: domain_prefix, pattern: '[a-z]+', from_callback: domain_prefix}]
      """;
  private static final String CENTRES =
      """
      id: example
      name: Example
      authorization_endpoint: https://accounts.centres.${dc}/auth
      token_endpoint: https://accounts.centres.${dc}/token
      variables: [{id: dc, pattern: com|eu, default: com, from_callback: location}]
      """;

  @Test
  void a_token_endpoint_may_wait_for_the_callback() {
    var before = ready(TILLS, Map.of(), KeptValues.NONE, Purpose.CONNECT);

    assertThat(before.provider().at(Endpoint.TOKEN)).isEmpty();
    assertThat(before.provider().authorizationEndpoint())
        .isEqualTo(URI.create("https://secure.tills.example/connect"));
    for (var purpose : Purpose.values())
      assertThat(
              ready(TILLS, Map.of(), told("domain_prefix", "acme"), purpose)
                  .provider()
                  .tokenEndpoint())
          .isEqualTo(URI.create("https://acme.tills.example/api/1.0/token"));
  }

  @Test
  void without_what_the_callback_told_nothing_is_refreshed() {
    for (var purpose : new Purpose[] {Purpose.REFRESH, Purpose.REVOKE})
      assertThat(clients(TILLS).of(app(Map.of()), KeptValues.NONE, purpose))
          .isEqualTo(
              new ProviderClients.Outcome.Unusable("the variable domain_prefix has no value"));
  }

  @Test
  void what_the_callback_told_wins_over_the_apps_own_value() {
    var app = Map.of("dc", "com");

    assertThat(ready(CENTRES, app, KeptValues.NONE, Purpose.CONNECT).provider().tokenEndpoint())
        .isEqualTo(URI.create("https://accounts.centres.com/token"));
    assertThat(ready(CENTRES, app, told("dc", "eu"), Purpose.REFRESH).provider().tokenEndpoint())
        .isEqualTo(URI.create("https://accounts.centres.eu/token"));
  }

  @Test
  void of_other_variables_the_apps_own_value_wins() {
    var yaml = CENTRES.replace(", from_callback: location", "");

    assertThat(
            ready(yaml, Map.of("dc", "com"), told("dc", "eu"), Purpose.REFRESH)
                .provider()
                .tokenEndpoint())
        .isEqualTo(URI.create("https://accounts.centres.com/token"));
  }

  @Test
  void the_authorization_endpoint_may_name_the_client() {
    var yaml = TILLS.replace("tills.example/connect", "tills.example/${client_id}/connect");

    assertThat(
            ready(yaml, Map.of(), KeptValues.NONE, Purpose.CONNECT)
                .provider()
                .authorizationEndpoint())
        .isEqualTo(URI.create("https://secure.tills.example/a%2Fclient/connect"));
  }

  private static KeptValues told(String name, String value) {
    return new KeptValues(Map.of(name, Secret.of(value)));
  }

  private static OAuthClient ready(
      String yaml, Map<String, String> variables, KeptValues kept, Purpose purpose) {
    var outcome = clients(yaml).of(app(variables), kept, purpose);
    if (outcome instanceof ProviderClients.Outcome.Ready(var client)) return client;
    throw new AssertionError(outcome.toString());
  }

  private static ProviderClients clients(String yaml) {
    var catalogue =
        Catalogue.EMPTY.with(List.of(new ProviderReader(Catalogue.EMPTY).read(yaml, "test")));
    var discovery = new Discovery(TestProviders.NO_NETWORK, TestProviders.CLOCK);
    return new ProviderClients(() -> catalogue, new ProviderResolver(discovery, _ -> false), VAULT);
  }

  private static ConnectedApp app(Map<String, String> variables) {
    return new ConnectedApp(
        new AppKey("app"),
        Workspace.DEFAULT,
        "App",
        new ProviderChoice("example", Optional.empty(), variables),
        new ClientCredentials("a/client", Optional.empty()),
        new Consent(Map.of(), Map.of(), Optional.empty()),
        new ConnectedApp.Flow(
            Linking.CONFIRM,
            Duration.ofHours(1),
            new ReturnTo("https://application.example/connected", List.of())),
        new Keeping(RevokeAtProvider.LAST, Duration.ZERO, Optional.empty()));
  }
}
