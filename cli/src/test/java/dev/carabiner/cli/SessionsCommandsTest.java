package dev.carabiner.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.client.ApiClient;
import dev.carabiner.client.ConnectedAppsApi;
import dev.carabiner.sandbox.Selection;
import dev.carabiner.server.app.LogLevel;
import dev.carabiner.server.app.LogLines;
import dev.carabiner.server.app.SettingsReader;
import dev.carabiner.server.base.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class SessionsCommandsTest {
  private final DemoClock clock = new DemoClock();
  @TempDir Path scratch;
  private DevFolder folder;
  private DevIdentity identity;
  private DevPlan plan;
  private Playground playground;
  private ConnectedAppsApi api;

  @BeforeEach
  void a_server_with_a_sandbox() throws Exception {
    folder = DevFolder.in(scratch);
    identity = folder.identity();
    var ports = Ports.free(3);
    var url = "http://127.0.0.1:" + ports.get(0);
    plan = new DevPlan(ports.get(0), ports.get(1), ports.get(2), url, List.of(), true);
    PrivateFile.replace(folder.settings(), plan.settings(identity).getBytes(UTF_8));
    var settings = new SettingsReader(Map.of()).read(folder.settings()).settings();
    playground = Playground.start(plan, identity, settings, clock, sandbox -> sandbox);
    api =
        new ConnectedAppsApi(
            ApiClient.builder()
                .baseUrl(url)
                .clientCredentials(identity.clientId(), identity.clientSecret())
                .build());
  }

  @AfterEach
  void all_ends() {
    playground.close();
    LogLines.install(LogLevel.INFO);
  }

  @Test
  void a_connection_is_listed_shown_renewed_and_revoked() throws Exception {
    var session = connect("ada");

    var table = sessions("list").out();
    assertThat(table.lines()).hasSize(2);
    assertThat(sessions("list").err()).contains("Left out: pending, revoked and expired ones");
    assertThat(table).startsWith("SESSION ").contains(session + "  connected  sandbox  ada");
    assertThat(sessions("list", "--user", "grace").out().lines()).hasSize(1);
    assertThat(sessions("list", "--state", "revoked").out().lines()).hasSize(1);
    var listed = Json.parse(sessions("list", "--app", "sandbox", "--json").out()).orElseThrow();
    assertThat(listed.get(0).get("session_id").asString()).isEqualTo(session);
    assertThat(sessions("show", session).out()).startsWith("Works: connected since ");
    var shown = Json.parseObject(sessions("show", session, "--json").out()).orElseThrow();
    assertThat(shown.get("account").get("email").asString()).isEqualTo("ada@example.com");
    assertThat(sessions("refresh", session).out()).startsWith("Not renewed, there is no fresher");
    clock.advance(Duration.ofMinutes(30));
    assertThat(sessions("refresh", session).out()).startsWith("Renewed: the token lasts until ");
    assertThat(sessions("reconnect-link", session).out())
        .startsWith(plan.url() + "/connected_apps/start/");
    assertThat(sessions("revoke", session, "--wait").out())
        .isEqualTo("Revoked; the provider confirmed it\n");
    assertThat(sessions("show", session).out())
        .startsWith("Works no more: it was revoked; at 2")
        .contains(", the provider confirmed it; to connect again, make a new link for the user.");
  }

  @Test
  void all_that_options_name_is_revoked_after_a_yes_with_a_report_on_each() throws Exception {
    var first = connect("ada");
    var second = connect("grace");

    var asked = sessions("revoke", "--app", "sandbox");
    assertThat(asked.code()).isEqualTo(1);
    assertThat(asked.err())
        .contains("Revoke 2 sessions for good? [y/N] ")
        .contains("nothing was revoked; say yes, or add --yes");
    assertThat(sessions("show", first).out()).startsWith("Works: ");
    assertThat(sessions("revoke", "--user", "nobody", "--yes").out())
        .isEqualTo("0 sessions revoked\n");

    var done = sessions("revoke", "--app", "sandbox", "--yes", "--wait", "--json");
    assertThat(done.err()).contains("2 of 2 revoked");
    var report = Json.parse(done.out()).orElseThrow();
    assertThat(report).hasSize(2);
    for (var one : report) {
      assertThat(one.path("outcome").asString()).isEqualTo("revoked");
      assertThat(one.path("revocation").path("next_try").isNull()).isTrue();
    }
    assertThat(sessions("show", second).out()).startsWith("Works no more: it was revoked");
    assertThat(sessions("revoke", first, "--app", "sandbox").code()).isEqualTo(2);
    assertThat(sessions("revoke").code()).isEqualTo(2);
    assertThat(sessions("revoke", "--connected-after", "yesterday").err())
        .isEqualTo("carabiner: yesterday is not a time; write it as 2026-11-23T22:22:36Z\n");
  }

  @Test
  void a_dead_grant_is_told_with_why_since_when_and_what_to_do() throws Exception {
    var session = connect("ada");
    playground.sandbox().control().withdraw(Selection.all());
    clock.advance(Duration.ofMinutes(61));

    var verdict = verdict(session);
    // a provider that refuses once is asked again before the grant is given up
    for (var attempt = 0; attempt < 10 && !verdict.contains("reconnect-link"); attempt++) {
      clock.advance(Duration.ofSeconds(45));
      sessions("refresh", session);
      verdict = verdict(session);
    }

    // the command's own clock did not move: to it the token still lives
    assertThat(verdict)
        .startsWith("Works until 2")
        .contains(" and no longer (The provider says the grant is no longer valid")
        .contains("the last token came at 2")
        .endsWith("send the user the link of `carabiner sessions reconnect-link " + session + "`.");
  }

  @Test
  void a_server_elsewhere_is_asked_as_a_machine_client() throws Exception {
    var session = connect("ada");
    var client =
        Map.of(
            "CARABINER_CLIENT_ID", identity.clientId(),
            "CARABINER_CLIENT_SECRET", identity.clientSecret());

    assertThat(Ran.with(client, "sessions", "list", "--server", plan.url()).out())
        .contains(session);
    var nobody = Ran.of("sessions", "list", "--server", plan.url());
    assertThat(nobody.code()).isEqualTo(1);
    assertThat(nobody.err())
        .isEqualTo(
            "carabiner: --server needs a machine client: set CARABINER_CLIENT_ID and"
                + " CARABINER_CLIENT_SECRET\n");
  }

  @Test
  void without_a_server_the_store_is_opened_for_the_command() throws Exception {
    var session = connect("ada");
    playground.close();

    var shown = sessions("show", session);
    var unknown = sessions("show", "nope");

    assertThat(shown.err()).isEmpty();
    assertThat(shown.out()).startsWith("Works: connected since ");
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err()).contains("nope is not a session id").hasLineCount(1);
    assertThat(sessions("show", "A".repeat(43)).err()).contains("INVALID_SESSION").hasLineCount(1);
  }

  private String verdict(String session) {
    return sessions("show", session).out().lines().findFirst().orElseThrow();
  }

  private Ran sessions(String... arguments) {
    var line = new java.util.ArrayList<String>();
    line.add("sessions");
    line.addAll(List.of(arguments));
    line.addAll(List.of("--config", folder.settings().toString()));
    return Ran.of(line.toArray(String[]::new));
  }

  private String connect(String user) throws Exception {
    var link = api.getConnectedAppAuthUrl("sandbox", user);
    try (var browser = new DemoBrowser(_ -> {})) {
      assertThat(browser.open(link.url()).getPath()).isEqualTo("/connected");
    }
    return link.sessionId();
  }
}
