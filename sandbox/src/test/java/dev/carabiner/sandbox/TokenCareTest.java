package dev.carabiner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Application.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCareTest {
  private static Sandbox sandbox(RevocationReach reach) {
    return Sandbox.start(
        Application.automatic()
            .withRevocation(reach)
            .withClients(
                RegisteredClient.confidential(Application.ID, Application.SECRET).withAnyLoopback(),
                RegisteredClient.confidential("other", "other-secret")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"access_token", "refresh_token"})
  void revoking_either_token_ends_the_grant(String kind) {
    try (Sandbox sandbox = sandbox(RevocationReach.GRANT)) {
      Application application = new Application(sandbox);
      Reply connected = application.connect("openid offline_access");
      Reply other = application.connect("openid offline_access");
      Reply revoked = application.form("/revoke", Map.of("token", connected.text(kind)));

      assertThat(revoked.status()).isEqualTo(200);
      assertThat(application.me(connected.text("access_token")).status()).isEqualTo(401);
      assertThat(application.refresh(connected.text("refresh_token")).text("error"))
          .isEqualTo("invalid_grant");
      assertThat(application.me(other.text("access_token")).status()).isEqualTo(200);
    }
  }

  @Test
  void revocation_can_reach_only_the_token() {
    try (Sandbox sandbox = sandbox(RevocationReach.TOKEN)) {
      Application application = new Application(sandbox);
      Reply connected = application.connect("openid offline_access");
      application.form("/revoke", Map.of("token", connected.text("access_token")));
      Reply refreshed = application.refresh(connected.text("refresh_token"));
      application.form("/revoke", Map.of("token", connected.text("refresh_token")));

      assertThat(application.me(connected.text("access_token")).status()).isEqualTo(401);
      assertThat(application.me(refreshed.text("access_token")).status()).isEqualTo(200);
      assertThat(application.refresh(connected.text("refresh_token")).status()).isEqualTo(400);
    }
  }

  @Test
  void revocation_can_reach_all_the_account_gave_to_the_client() {
    try (Sandbox sandbox = sandbox(RevocationReach.ACCOUNT)) {
      Application application = new Application(sandbox);
      Reply one = application.connect("openid offline_access");
      Reply two = application.connect("openid offline_access");
      application.form("/revoke", Map.of("token", one.text("access_token")));

      assertThat(application.me(two.text("access_token")).status()).isEqualTo(401);
    }
  }

  @Test
  void an_unknown_token_is_answered_200_and_a_missing_one_400() {
    try (Sandbox sandbox = sandbox(RevocationReach.GRANT)) {
      Application application = new Application(sandbox);

      assertThat(application.form("/revoke", Map.of("token", "nonsense")).status()).isEqualTo(200);
      assertThat(application.form("/revoke", Map.of()).status()).isEqualTo(400);
      assertThat(application.form("/introspect", Map.of()).status()).isEqualTo(400);
    }
  }

  @Test
  void another_client_can_neither_revoke_nor_introspect_nor_refresh() {
    try (Sandbox sandbox = sandbox(RevocationReach.GRANT)) {
      Application application = new Application(sandbox);
      Reply connected = application.connect("openid offline_access");
      Optional<String> other = Optional.of(Application.basic("other", "other-secret"));
      String token = "token=" + connected.text("access_token");
      Reply revoked = application.form("/revoke", other, token);
      Reply introspected = application.form("/introspect", other, token);
      Reply refreshed =
          application.form(
              "/token",
              other,
              "grant_type=refresh_token&refresh_token=" + connected.text("refresh_token"));

      assertThat(revoked.status()).isEqualTo(400);
      assertThat(introspected.json()).containsExactly(Map.entry("active", false));
      assertThat(refreshed.text("error")).isEqualTo("invalid_grant");
      assertThat(application.me(connected.text("access_token")).status()).isEqualTo(200);
    }
  }

  @Test
  void both_need_client_authentication() {
    try (Sandbox sandbox = sandbox(RevocationReach.GRANT)) {
      Application application = new Application(sandbox);

      assertThat(application.form("/revoke", Optional.empty(), "token=a").status()).isEqualTo(401);
      assertThat(application.form("/introspect", Optional.empty(), "token=a").status())
          .isEqualTo(401);
    }
  }

  @Test
  void introspection_tells_living_tokens_from_dead_ones() {
    try (Sandbox sandbox = sandbox(RevocationReach.GRANT)) {
      Application application = new Application(sandbox);
      Reply connected = application.connect("openid offline_access");
      Map<String, String> access = Map.of("token", connected.text("access_token"));
      Map<String, String> refresh = Map.of("token", connected.text("refresh_token"));
      Map<String, Object> living = application.form("/introspect", access).json();

      assertThat(living)
          .containsEntry("active", true)
          .containsEntry("client_id", Application.ID)
          .containsEntry("sub", "ada")
          .containsEntry("scope", "openid offline_access")
          .containsEntry("iss", sandbox.issuer().toString())
          .containsEntry("token_type", "Bearer");
      assertThat((long) living.get("exp") - (long) living.get("iat")).isEqualTo(3600);
      assertThat(application.form("/introspect", refresh).json()).containsEntry("active", true);
      sandbox.control().advance(Duration.ofHours(1));
      assertThat(application.form("/introspect", access).json()).containsEntry("active", false);
      sandbox.control().withdraw(Selection.all());
      assertThat(application.form("/introspect", refresh).json()).containsEntry("active", false);
    }
  }
}
