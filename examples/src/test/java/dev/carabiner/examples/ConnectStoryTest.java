package dev.carabiner.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.client.Reason;
import dev.carabiner.client.TokenOutcome;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectStoryTest {
  private static final String KATHERINE = "Katherine Johnson";
  private static final String ANNIE = "Annie Easley";

  @TempDir Path folder;
  private Scene scene;

  @BeforeEach
  void open() {
    scene = Scene.open(folder, "confirm", Duration.ofHours(1));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void a_user_connects_reads_notes_and_disconnects() {
    var browser = scene.connected(KATHERINE);
    assertThat(browser.at().toString()).isEqualTo(scene.home());
    assertThat(browser.text()).contains("Your notes are connected.");

    browser.open(scene.home() + "notes");
    assertThat(browser.status()).isEqualTo(200);
    assertThat(browser.text()).contains("ada@example.com", "notes.read");

    var session = scene.session(browser);
    var token = scene.accessToken(session);
    assertThat(browser.everything()).doesNotContain(token);

    browser.open(scene.home()).press("Disconnect notes");
    assertThat(browser.text()).contains("Your notes are not connected.", "Connect notes");
    assertThat(scene.connections.token(session))
        .isEqualTo(new TokenOutcome.ReconnectRequired(Reason.INVALID_SESSION));
    Scene.eventually(() -> !scene.works(token));
    assertThat(browser.open(scene.home() + "notes").at().toString()).isEqualTo(scene.home());
  }

  @Test
  void the_page_that_asks_for_consent_names_the_signed_in_user() {
    var browser = scene.signedIn(KATHERINE).press("Connect notes");

    assertThat(browser.at().toString()).startsWith(scene.carabiner.url().toString());
    assertThat(browser.text()).contains(KATHERINE);
  }

  @Test
  void a_strangers_finished_connection_is_refused() {
    var callback = scene.connected(ANNIE).lastVisited(scene.application.callbackUrl()).toString();
    var victim = scene.signedIn(KATHERINE).open(callback);

    assertThat(victim.status()).isEqualTo(403);
    assertThat(victim.text())
        .contains("This connection is not yours")
        .doesNotContain("ada@example.com");
    assertThat(victim.open(scene.home()).text()).contains("Your notes are not connected.");
  }

  @Test
  void a_denial_is_shown_and_can_be_tried_again() {
    var browser =
        scene.signedIn(KATHERINE).press("Connect notes").press("Continue to Sandbox").press("Deny");
    assertThat(browser.at().toString()).startsWith(scene.application.callbackUrl());
    assertThat(browser.at().getQuery()).contains("error=access_denied");
    assertThat(browser.text())
        .contains("declined", "<blockquote>The user or the provider declined.</blockquote>");

    browser.press("Try again").press("Continue to Sandbox").press("Allow");
    assertThat(browser.text()).contains("Your notes are connected.");
  }

  @Test
  void who_says_this_is_not_me_is_not_connected() {
    var browser = scene.signedIn(KATHERINE).press("Connect notes").press("This is not me");

    assertThat(browser.text())
        .contains("The connection was declined, and nothing was saved.", "Try again");
    assertThat(browser.open(scene.home()).text()).contains("Your notes are not connected.");
  }

  @Test
  void a_session_that_is_revoked_elsewhere_is_forgotten_and_connected_anew() {
    var browser = scene.connected(KATHERINE);
    var session = scene.session(browser);
    scene.connections.revoke(session);

    assertThat(browser.open(scene.home() + "notes").text()).contains("Your connection has ended.");
    browser.press("Reconnect notes").press("Continue to Sandbox").press("Allow");

    assertThat(scene.session(browser)).isNotEqualTo(session);
    assertThat(browser.open(scene.home() + "notes").text()).contains("ada@example.com");
  }

  @Test
  void without_carabiner_the_pages_say_so() {
    var browser = scene.signedIn(KATHERINE);
    scene.carabiner.stop();

    browser.press("Connect notes");
    assertThat(browser.status()).isEqualTo(502);
    assertThat(browser.text()).contains("Connections are not available at the moment.");
  }
}
