package dev.carabiner.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Fault;
import dev.carabiner.sandbox.Selection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What users see when the provider ends a grant or does not answer, with tokens that do not live
/// long.
@Tag("real")
class TroubleStoryTest {
  private static final String KATHERINE = "Katherine Johnson";

  @TempDir Path folder;
  private Scene scene;

  @BeforeEach
  void open() {
    scene = Scene.open(folder, "confirm", Duration.ofSeconds(5));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void a_grant_withdrawn_at_the_provider_is_mended_under_the_same_session() {
    var browser = scene.connected(KATHERINE);
    var session = scene.session(browser);
    scene.sandbox.control().withdraw(Selection.all());

    Scene.eventually(
        () -> browser.open(scene.home() + "notes").text().contains("Your connection has ended."));
    browser.press("Reconnect notes").press("Continue to Sandbox").press("Allow");

    assertThat(browser.text()).contains("Your notes are connected.");
    assertThat(scene.session(browser)).isEqualTo(session);
    assertThat(browser.open(scene.home() + "notes").text()).contains("ada@example.com");
  }

  @Test
  void a_provider_that_does_not_answer_loses_nothing() {
    var browser = scene.connected(KATHERINE);
    scene.sandbox.control().expire(Selection.all());
    // Longer than the SDK waits by itself.
    var busy = Map.of("Retry-After", "6");
    scene
        .sandbox
        .control()
        .fail(Fault.atToken("refresh_token").respond(503, busy, "{}", "application/json"));

    Scene.eventually(() -> browser.open(scene.home() + "notes").status() == 503);
    assertThat(browser.header("Retry-After")).matches("[1-9][0-9]*");
    assertThat(browser.text()).contains("Nothing is lost.");

    Scene.eventually(() -> browser.open(scene.home() + "notes").text().contains("ada@example.com"));
  }
}
