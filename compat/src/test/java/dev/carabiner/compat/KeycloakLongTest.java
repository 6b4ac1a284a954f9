package dev.carabiner.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.client.ApiException;
import dev.carabiner.client.ConnectedAppsAccessToken;
import dev.carabiner.client.Reason;
import dev.carabiner.client.SessionState;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Keycloak itself, found by discovery, with refresh tokens that work once.
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakLongTest {
  private static final URI CALLBACK = URI.create("http://127.0.0.1:9/connected");
  private static final Duration LIFETIME = Duration.ofSeconds(10);
  private static final InstantSource CLOCK = InstantSource.system();
  private static final int READERS = 20;
  private static final int LIVES = 5;

  private Keycloak keycloak;
  private KeycloakAdmin admin;
  private Installation installation;

  @BeforeAll
  void open(@TempDir Path folder) {
    var url = Loopback.free("127.0.0.1");
    keycloak =
        Keycloak.start(
            folder,
            LIFETIME,
            Installation.redirect(url, "offline"),
            Installation.redirect(url, "online"));
    admin = keycloak.admin();
    var apps = app("offline", "openid, profile, email, offline_access") + app("online", "openid");
    installation = Installation.start(folder, url, keycloak.issuer(), apps);
  }

  private static String app(String key, String scopes) {
    return """
    - key: %s
      provider: outside
      client-id: %s
      client-secret: %s
      scopes: [%s]
      callback-url: %s
    """
        .formatted(key, KeycloakRealm.CLIENT, KeycloakRealm.SECRET, scopes, CALLBACK);
  }

  @AfterAll
  void close() {
    if (installation != null) installation.close();
    if (keycloak != null) keycloak.close();
  }

  @Test
  void a_user_logs_in_and_consents_and_every_life_of_a_token_ends_in_one_refresh() {
    var session = connect("offline", "ada");
    assertThat(keycloak.resource().opensFor(token(session))).isTrue();
    var refused = admin.count(KeycloakRealm.REFRESH_REFUSED);
    for (var life = 1; life <= LIVES; life++) {
      // where the machine is slow, the read that comes first may be what refreshes ahead
      var refreshes = admin.count(KeycloakRealm.REFRESHED);
      var old = installation.api.getConnectedAppToken(session);
      Eventually.holds("the access token has died", () -> isDead(old));
      var tokens = AtOnce.all(READERS, () -> token(session));
      assertThat(tokens).hasSize(READERS).doesNotContain(old.accessToken());
      assertThat(tokens.stream().distinct()).hasSize(1);
      assertThat(keycloak.resource().opensFor(tokens.getFirst())).isTrue();
      assertThat(admin.count(KeycloakRealm.REFRESHED)).isEqualTo(refreshes + 1);
    }
    assertThat(admin.count(KeycloakRealm.REFRESH_REFUSED)).isEqualTo(refused);
    assertThat(installation.state(session)).isEqualTo(SessionState.CONNECTED);
  }

  @Test
  void a_revocation_reaches_keycloak() {
    var session = connect("offline", "barbara");
    var token = token(session);
    var revoked = admin.count(KeycloakRealm.REVOKED);
    assertThat(installation.api.revokeConnectedAppToken(session).message()).isEqualTo("Success");
    Eventually.holds("Keycloak tells of it", () -> admin.count(KeycloakRealm.REVOKED) > revoked);
    assertThat(keycloak.resource().opensFor(token)).isFalse();
  }

  @Test
  void a_consent_that_is_taken_back_needs_a_reconnect() {
    losesItsGrant("offline", "grace", admin::withdrawConsent);
  }

  @Test
  void a_login_that_is_ended_needs_a_reconnect() {
    losesItsGrant("online", "hedy", admin::logOut);
  }

  private void losesItsGrant(String app, String user, Consumer<String> withdraw) {
    var session = connect(app, user);
    var last = installation.api.getConnectedAppToken(session);
    withdraw.accept(user);
    Eventually.holds("the access token has died", () -> isDead(last));
    Eventually.holds("the loss is named", () -> isLost(session));
    assertThat(installation.state(session)).isEqualTo(SessionState.NEEDS_RECONNECT);
    assertThat(installation.reason(session)).contains(Reason.GRANT_REVOKED);
    // whoever connects again gets a grant that works
    assertThat(token(connect(app, user))).isNotEqualTo(last.accessToken());
  }

  private boolean isLost(String session) {
    try {
      token(session);
      return false;
    } catch (ApiException refused) {
      return refused.code().equals("RECONNECT_REQUIRED");
    }
  }

  private String connect(String app, String user) {
    var started = installation.api.getConnectedAppAuthUrl(app, user);
    var loginAndConsent =
        List.of(Map.of("username", user, "password", Keycloak.PASSWORD), Map.of("accept", "Yes"));
    var end = new Browser().connect(URI.create(started.url()), CALLBACK, loginAndConsent);
    assertThat(end).hasToString(CALLBACK + "?session_id=" + started.sessionId());
    return started.sessionId();
  }

  /// Dead for us and for Keycloak, which counts in whole seconds, as the expiry that we tell.
  private boolean isDead(ConnectedAppsAccessToken token) {
    var expiry = token.expiresAt().orElseThrow();
    return CLOCK.instant().isAfter(expiry.plusSeconds(1))
        && !keycloak.resource().opensFor(token.accessToken());
  }

  private String token(String session) {
    return installation.api.getConnectedAppToken(session).accessToken();
  }
}
