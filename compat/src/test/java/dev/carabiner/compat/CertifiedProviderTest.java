package dev.carabiner.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.client.ConnectedAppsAccessToken;
import dev.carabiner.client.SessionState;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A certified provider, found by discovery, that rotates refresh tokens strictly.
@Tag("real")
class CertifiedProviderTest {
  private static final URI CALLBACK = URI.create("http://127.0.0.1:9/connected");
  private static final Duration LIFETIME = Duration.ofSeconds(6);
  private static final InstantSource CLOCK = InstantSource.system();
  private static final int READERS = 20;
  private static final int LIVES = 4;

  @TempDir Path folder;
  private CertifiedProvider provider;
  private Installation installation;

  @BeforeEach
  void open() {
    var url = Loopback.free("127.0.0.1");
    provider = CertifiedProvider.start(Installation.redirect(url, "notes"), LIFETIME);
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
              scopes: [openid, offline_access]
              authorization-params: {prompt: consent}
              callback-url: %s
            """
                .formatted(CALLBACK));
  }

  @AfterEach
  void close() {
    installation.close();
    provider.close();
  }

  @Test
  void a_user_connects_and_the_token_opens_what_the_provider_protects() {
    var session = connect();
    assertThat(provider.resource().opensFor(token(session))).isTrue();
    assertThat(provider.events()).containsExactly("granted authorization_code");
  }

  @Test
  void every_life_of_a_token_ends_in_exactly_one_refresh_however_many_read() {
    var session = connect();
    for (var life = 1; life <= LIVES; life++) {
      var old = installation.api.getConnectedAppToken(session);
      Eventually.holds("the access token has died", () -> isDead(old));

      var refreshes = provider.count(CertifiedProvider.REFRESH);
      var tokens = AtOnce.all(READERS, () -> token(session));
      assertThat(tokens).hasSize(READERS).doesNotContain(old.accessToken());
      assertThat(tokens.stream().distinct()).hasSize(1);
      assertThat(provider.resource().opensFor(tokens.getFirst())).isTrue();
      assertThat(provider.count(CertifiedProvider.REFRESH)).isEqualTo(refreshes + 1);
    }
    assertThat(provider.events()).noneMatch(event -> event.startsWith("refused"));
    assertThat(provider.count(CertifiedProvider.REVOKED)).isZero();
    assertThat(installation.state(session)).isEqualTo(SessionState.CONNECTED);
  }

  @Test
  void a_revocation_ends_the_grant_at_the_provider() {
    var session = connect();
    var token = token(session);
    assertThat(installation.api.revokeConnectedAppToken(session).message()).isEqualTo("Success");
    Eventually.holds("the grant has ended", () -> provider.count(CertifiedProvider.REVOKED) > 0);
    assertThat(provider.resource().opensFor(token)).isFalse();
  }

  private String connect() {
    var started = installation.api.getConnectedAppAuthUrl("notes", "56");
    var end = new Browser().connect(URI.create(started.url()), CALLBACK);
    assertThat(end).hasToString(CALLBACK + "?session_id=" + started.sessionId());
    return started.sessionId();
  }

  /// Dead for us and for the provider, which counts in whole seconds, as the expiry that we tell.
  private boolean isDead(ConnectedAppsAccessToken token) {
    var expiry = token.expiresAt().orElseThrow();
    return CLOCK.instant().isAfter(expiry.plusSeconds(1))
        && !provider.resource().opensFor(token.accessToken());
  }

  private String token(String session) {
    return installation.api.getConnectedAppToken(session).accessToken();
  }
}
