package dev.carabiner.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.compat.OfficialClient.Reply;
import dev.carabiner.sandbox.RegisteredClient;
import dev.carabiner.sandbox.Sandbox;
import dev.carabiner.sandbox.SandboxSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An official client that is configured by environment variables alone speaks https and nothing
/// else: our own TLS listener serves it.
@Tag("real")
class EnvironmentOverHttpsTest {
  @TempDir Path folder;

  @Test
  void a_client_configured_by_its_environment_is_served_over_tls() throws Exception {
    var certificate = Certificate.make(folder);
    var url = URI.create("https://localhost:" + Loopback.free("localhost").getPort());
    var redirect = Installation.redirect(url, "notes").toString();
    var known = RegisteredClient.confidential("carabiner", "provider-secret", redirect);
    var environment =
        Map.of(
            "KINDE_DOMAIN",
            url.getRawAuthority(),
            "KINDE_MANAGEMENT_CLIENT_ID",
            Installation.CLIENT_ID,
            "KINDE_MANAGEMENT_CLIENT_SECRET",
            Installation.SECRET,
            "NODE_EXTRA_CA_CERTS",
            certificate.toString());
    try (var provider = Sandbox.start(SandboxSettings.defaults().withClients(known));
        var installation =
            Installation.start(
                folder,
                url,
                provider.issuer(),
                """
                - key: notes
                  provider: outside
                  client-id: carabiner
                  client-secret: provider-secret
                  scopes: [openid]
                  callback-url: http://127.0.0.1:9/connected
                """);
        var client = NodeClient.start("management-api-js", environment)) {
      var started = client.authUrl("notes", "56");
      assertThat(started.text("url")).startsWith(installation.url() + "/");
      assertThat(client.token(started.text("session_id")))
          .isEqualTo(new Reply.Failure(400, "SESSION_PENDING"));
      assertThat(client.revoke(started.text("session_id")))
          .isEqualTo(new Reply.Success(Map.of("message", "Success", "code", "OK")));
    }
  }
}
