package dev.carabiner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataTest {
  @Test
  void both_discovery_addresses_name_every_endpoint() {
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults())) {
      Application application = new Application(sandbox);
      Map<String, Object> document = application.get("/.well-known/openid-configuration").json();
      String issuer = sandbox.issuer().toString();

      assertThat(document)
          .isEqualTo(application.get("/.well-known/oauth-authorization-server").json())
          .containsEntry("issuer", issuer)
          .containsEntry("authorization_endpoint", issuer + "/authorize")
          .containsEntry("token_endpoint", issuer + "/token")
          .containsEntry("revocation_endpoint", issuer + "/revoke")
          .containsEntry("introspection_endpoint", issuer + "/introspect")
          .containsEntry("userinfo_endpoint", issuer + "/userinfo")
          .containsEntry("jwks_uri", issuer + "/jwks")
          .containsEntry(
              "token_endpoint_auth_methods_supported",
              List.of("client_secret_basic", "client_secret_post"))
          .containsEntry("code_challenge_methods_supported", List.of("S256"))
          .containsEntry("authorization_response_iss_parameter_supported", true);
    }
  }

  @Test
  void it_offers_only_what_the_settings_allow() {
    SandboxSettings settings =
        SandboxSettings.defaults()
            .withIssuerSent(false)
            .withScopes(Map.of("files", "See your files"))
            .withClients(RegisteredClient.open("public"));
    try (Sandbox sandbox = Sandbox.start(settings)) {
      assertThat(new Application(sandbox).get("/.well-known/openid-configuration").json())
          .doesNotContainKey("authorization_response_iss_parameter_supported")
          .containsEntry("scopes_supported", List.of("files"))
          .containsEntry(
              "token_endpoint_auth_methods_supported",
              List.of("client_secret_basic", "client_secret_post", "none"));
    }
  }
}
