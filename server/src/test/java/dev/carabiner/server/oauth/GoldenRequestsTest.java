package dev.carabiner.server.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.apps.Consent;
import dev.carabiner.server.outbound.BeforeSending;
import dev.carabiner.server.outbound.OutboundRequest;
import dev.carabiner.server.providers.RevocationRules;
import dev.carabiner.vault.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every byte that each provider of the catalogue is sent, in files that people can read.
class GoldenRequestsTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden/oauth");
  private static final String REDIRECT = "https://crm.acme.example/connected_apps/callback/x";
  private static final OneTimeValues ONE_TIME =
      new OneTimeValues(
          Secret.of("the-state"),
          // RFC 7636 appendix B
          Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
          Secret.of("the-nonce"));

  @ParameterizedTest
  @ValueSource(
      strings = {"discord", "github", "gitlab", "google", "google-drive", "microsoft", "patreon"})
  void a_provider_is_sent_exactly_this(String id) throws IOException {
    var client = TestProviders.client(id);
    var exchange =
        new CodeExchange(
            Secret.of("the/code"), REDIRECT, Optional.of(ONE_TIME.codeVerifier()), List.of("a"));
    var refresh =
        new RefreshRequest(
            Secret.of("the-refresh-token"), List.of("a", "b"), REDIRECT, Duration.ofSeconds(45));
    var consent = new Consent(Map.of(), Map.of(), Optional.empty());
    var authorization =
        new AuthorizationRequest(client, REDIRECT, consent, ONE_TIME, Optional.empty());

    var text =
        "# the browser\nGET "
            + authorization.uri()
            + "\n\n# code exchange\n"
            + TestProviders.shown(TokenRequests.exchange(client, exchange))
            + "\n# refresh\n"
            + TestProviders.shown(TokenRequests.refresh(client, refresh))
            + "\n# revocation\n"
            + revocation(client);

    assertThat(text).isEqualTo(Files.readString(FOLDER.resolve(id + ".txt")));
  }

  private static String revocation(OAuthClient client) {
    var way = client.provider().provider().protocol().revocation().way();
    if (way instanceof RevocationRules.None) return "none\n";
    var ok = TestProviders.answer(200, "");
    var wire = new TestProviders.Recording(ok, ok);
    var tokens =
        new TokensToRevoke(
            Optional.of(Secret.of("the-refresh-token")),
            Optional.of(Secret.of("the-access-token")));
    var reply =
        new RevocationCall(wire, TestProviders.CLOCK).revoke(client, tokens, BeforeSending.GO);
    assertThat(reply).isEqualTo(new RevocationReply.Revoked());
    return String.join(
        "\n", wire.sent.stream().map((OutboundRequest sent) -> TestProviders.shown(sent)).toList());
  }
}
