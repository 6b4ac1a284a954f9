package dev.carabiner.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same application with an app in `bind` mode.
class BindStoryTest {
  private static final String KATHERINE = "Katherine Johnson";

  @TempDir Path folder;
  private Scene scene;

  @BeforeEach
  void open() {
    scene = Scene.open(folder, "bind", Duration.ofHours(1));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void the_callback_confirms_and_the_notes_can_be_read() {
    var browser = scene.connected(KATHERINE);

    assertThat(browser.lastVisited(scene.application.callbackUrl()).getQuery())
        .contains("connect_code=");
    assertThat(browser.at().toString()).isEqualTo(scene.home());
    assertThat(browser.open(scene.home() + "notes").text()).contains("ada@example.com");
  }

  @Test
  void a_callback_without_its_code_connects_nothing() {
    var browser = scene.signedIn(KATHERINE).press("Connect notes").press("Continue to Sandbox");
    var callback = browser.pressBefore("Allow", scene.application.callbackUrl());

    browser.open(callback.replaceFirst("&connect_code=[^&]*", ""));
    assertThat(browser.text()).contains("Not connected yet");
    assertThat(browser.open(callback).text()).contains("Your notes are connected.");
  }

  @Test
  void a_stranger_cannot_confirm_for_somebody_else() {
    var stranger =
        scene.signedIn("Annie Easley").press("Connect notes").press("Continue to Sandbox");
    var callback = stranger.pressBefore("Allow", scene.application.callbackUrl());

    var victim = scene.signedIn(KATHERINE).open(callback);
    assertThat(victim.text()).contains("Your notes are not connected");
    assertThat(victim.open(scene.home()).text()).contains("Your notes are not connected.");
  }
}
