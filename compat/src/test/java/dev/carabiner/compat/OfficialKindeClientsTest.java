package dev.carabiner.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.client.SessionState;
import dev.carabiner.compat.OfficialClient.Reply;
import dev.carabiner.sandbox.RegisteredClient;
import dev.carabiner.sandbox.Sandbox;
import dev.carabiner.sandbox.SandboxSettings;
import dev.carabiner.server.base.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// The official clients, unmodified, each through a whole connection.
@Tag("real")
class OfficialKindeClientsTest {
  private static final URI CALLBACK = URI.create("http://127.0.0.1:9/connected?keep=1");

  @TempDir Path folder;
  private Sandbox provider;
  private Installation installation;

  enum Client {
    MANAGEMENT_API_JS {
      @Override
      OfficialClient start(URI base) {
        return NodeClient.start("management-api-js", base);
      }
    },
    KINDE_TYPESCRIPT_SDK {
      @Override
      OfficialClient start(URI base) {
        return NodeClient.start("kinde-typescript-sdk", base);
      }
    },
    KINDE_NODEJS_SDK {
      @Override
      OfficialClient start(URI base) {
        return NodeClient.start("kinde-nodejs-sdk", base);
      }
    },
    KINDE_MANAGEMENT_FOR_JAVA {
      @Override
      OfficialClient start(URI base) {
        return JavaClient.start(base);
      }
    };

    abstract OfficialClient start(URI base);
  }

  @BeforeEach
  void open() {
    var url = Loopback.free("127.0.0.1");
    var known =
        RegisteredClient.confidential(
            "carabiner", "provider-secret", Installation.redirect(url, "notes").toString());
    provider =
        Sandbox.start(SandboxSettings.defaults().withClients(known).withAutomaticConsent(true));
    installation =
        Installation.start(
            folder,
            url,
            provider.issuer(),
            """
            - key: notes
              provider: outside
              client-id: carabiner
              client-secret: provider-secret
              scopes: [openid, offline_access, notes.read]
              callback-url: %s
            """
                .formatted(CALLBACK));
  }

  @AfterEach
  void close() {
    installation.close();
    provider.close();
  }

  @ParameterizedTest
  @EnumSource
  void a_client_fetches_a_machine_token_that_says_what_it_may(Client kind) {
    try (var client = kind.start(installation.url())) {
      var claims = claims(client.machineToken());
      assertThat(claims.path("azp").asString()).isEqualTo(Installation.CLIENT_ID);
      assertThat(claims.path("iss").asString()).isEqualTo(installation.url().toString());
      assertThat(claims.path("scope").asString()).contains("read:connected_apps");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_client_connects_a_user_reads_a_token_and_revokes_it(Client kind) {
    try (var client = kind.start(installation.url())) {
      var started = client.authUrl("notes", "56");
      var session = started.text("session_id");
      assertThat(client.token(session)).isEqualTo(new Reply.Failure(400, "SESSION_PENDING"));

      var end = new Browser().connect(URI.create(started.text("url")), CALLBACK);
      assertThat(end).hasToString(CALLBACK + "&session_id=" + session);

      var token = client.token(session);
      var resource = new Resource(provider.issuer().resolve("/api/me"));
      assertThat(resource.opensFor(token.text("access_token"))).isTrue();
      assertThat(Instant.parse(token.text("access_token_expiry")))
          .isBetween(provider.control().now(), provider.control().now().plus(Duration.ofHours(1)));

      assertThat(client.revoke(session))
          .isEqualTo(new Reply.Success(Map.of("message", "Success", "code", "OK")));
      assertThat(client.token(session)).isEqualTo(new Reply.Failure(400, "INVALID_SESSION"));
      assertThat(installation.state(session)).isEqualTo(SessionState.REVOKED);
      Eventually.holds(
          "the provider has ended the token", () -> !resource.opensFor(token.text("access_token")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_client_is_told_that_a_session_or_an_app_does_not_exist(Client kind) {
    try (var client = kind.start(installation.url())) {
      assertThat(client.token("no-such-session"))
          .isEqualTo(new Reply.Failure(400, "INVALID_SESSION"));
      assertThat(client.revoke("no-such-session"))
          .isEqualTo(new Reply.Failure(400, "INVALID_SESSION"));
      assertThat(client.authUrl("no-such-app", "56"))
          .isEqualTo(new Reply.Failure(404, "CONNECTED_APP_NOT_FOUND"));
    }
  }

  private static JsonNode claims(String token) {
    var payload = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
    return Json.parse(new String(payload, StandardCharsets.UTF_8)).orElseThrow();
  }
}
