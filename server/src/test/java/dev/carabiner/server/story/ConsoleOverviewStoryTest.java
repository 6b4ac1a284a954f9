package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Rotation;
import dev.carabiner.sandbox.Selection;
import dev.carabiner.server.story.BentWire.Operation;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the first page says of an installation: one line for each cause, the worst first.
class ConsoleOverviewStoryTest {
  private static final String PASSWORD = "a quite long sentence";

  private Scene scene;
  private ConsoleVisitor lena;

  @BeforeEach
  void open(@TempDir Path folder) {
    scene = new Scene(folder, Rotation.strict(), "strict");
    lena = new ConsoleVisitor(scene.house.server.url());
    var link = scene.house.server.consoleSetupLink().orElseThrow();
    lena.get(link.getPath());
    lena.post(
        link.getPath(),
        Map.of("name", "Lena Roth", "login", "lena@example.com", "password", PASSWORD));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  /// The first page, by whoever has been away for long.
  private String overview() {
    lena.post("/console/sign-in", Map.of("login", "lena@example.com", "password", PASSWORD));
    return lena.get("/console").text();
  }

  @Test
  void the_first_connection_ends_the_three_steps_and_nothing_needs_anybody() {
    assertThat(lena.get("/console").text()).contains("Make a first connection");

    scene.house.connect("90");

    assertThat(lena.get("/console").text())
        .contains("Nothing needs you.", "Everything works.", "Last checked just now.")
        .contains("Last 24 hours", "Show as table", "Providers in use", "Sandbox")
        .doesNotContain("Make a first connection", "Needs attention");
  }

  @Test
  void connections_of_one_app_that_ended_for_one_reason_are_one_line_and_gone_once_mended() {
    var one = scene.house.connect("91");
    var other = scene.house.connect("92");
    scene.house.sandbox.control().withdraw(Selection.all());
    scene.jumpPastTheEnd();
    for (var session : new String[] {one, other})
      assertThat(scene.house.read(session).code()).isEqualTo("RECONNECT_REQUIRED");

    assertThat(overview())
        .contains("1 thing needs you. Everything else works.", "Needs attention")
        .containsPattern("2 [^<]* connections need reconnecting")
        .contains("Reconnect links mend them; the sessions keep their IDs.", "grant_revoked")
        .doesNotContain("Everything works.");

    scene.house.revoke(one);
    scene.house.revoke(other);
    assertThat(overview()).contains("Everything works.").doesNotContain("need reconnecting");
  }

  @Test
  void refused_credentials_name_the_app_and_lead_to_its_secret() {
    var session = scene.house.connect("93");
    scene.jumpPastTheEnd();
    scene.divert(Operation.REFRESH, Mischief.answering(401, "", "{\"error\":\"invalid_client\"}"));
    assertThat(scene.house.read(session).code()).isEqualTo("PROVIDER_UNAVAILABLE");

    assertThat(overview())
        .containsPattern("refuses the client credentials of “[^”]+”")
        .contains("Replace secret", "No session is lost: replace the secret and they carry on.");
  }
}
