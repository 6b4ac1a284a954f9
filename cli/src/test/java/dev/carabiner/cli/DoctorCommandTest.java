package dev.carabiner.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.client.ApiClient;
import dev.carabiner.client.ConnectedAppsApi;
import dev.carabiner.server.app.LogLevel;
import dev.carabiner.server.app.LogLines;
import dev.carabiner.server.app.Settings;
import dev.carabiner.server.app.SettingsReader;
import dev.carabiner.server.base.Json;
import dev.carabiner.server.sessions.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Tag("real")
class DoctorCommandTest {
  @TempDir Path scratch;
  private DevFolder folder;
  private Settings settings;
  private Playground playground;
  private ConnectedAppsApi api;

  @BeforeEach
  void a_server_with_a_sandbox() throws Exception {
    folder = DevFolder.in(scratch);
    var identity = folder.identity();
    var ports = Ports.free(3);
    var url = "http://127.0.0.1:" + ports.get(0);
    var plan = new DevPlan(ports.get(0), ports.get(1), ports.get(2), url, List.of(), true);
    PrivateFile.replace(folder.settings(), plan.settings(identity).getBytes(UTF_8));
    settings = new SettingsReader(Map.of()).read(folder.settings()).settings();
    playground = Playground.start(plan, identity, settings, new DemoClock(), sandbox -> sandbox);
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
  void a_healthy_installation_is_told_beside_its_running_server_and_without_it() throws Exception {
    connect("ada");
    api.getConnectedAppAuthUrl("sandbox", "grace");

    var beside = doctor();

    assertThat(beside.err()).isEmpty();
    assertThat(beside.out())
        .contains("Every node that was there is seen. Running now: 1.")
        .contains("A running server has it")
        .endsWith("Nothing is broken.\n")
        .doesNotContain("problem");
    assertThat(beside.code()).isZero();

    playground.close();
    var before = Files.readAllBytes(store());
    var alone = doctor();
    assertThat(alone.out()).contains("No server runs.").endsWith("Nothing is broken.\n");
    assertThat(alone.code()).isZero();
    assertThat(Files.readAllBytes(store())).isEqualTo(before);
  }

  @Test
  void a_broken_row_is_named_and_the_exit_code_is_1() throws Exception {
    var session = connect("ada");
    var other = connect("grace");
    execute("UPDATE sessions SET access_token = x'00' WHERE id = '" + session + "'");
    execute("UPDATE sessions SET generation = 9, fence = 3 WHERE id = '" + other + "'");

    var ran = doctor();

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out())
        .contains("problem  Sessions with a value that does not open: 2.")
        .contains(new SessionId(session) + " access_token")
        .contains("problem  Sessions whose columns contradict each other: 1.")
        .contains(new SessionId(other) + " a fence below the generation")
        .doesNotContain(session)
        .endsWith("Broken: session-states, session-seals.\n");
    assertThat(doctor("--verbose").out()).contains(new SessionId(session) + " (" + session + ")");
  }

  @Test
  void json_is_one_document_that_names_every_check() throws Exception {
    var session = connect("ada");
    execute("UPDATE sessions SET app_key = 'gone' WHERE id = '" + session + "'");

    var ran = doctor("--json");

    assertThat(ran.code()).isEqualTo(1);
    var document = Json.parseObject(ran.out()).orElseThrow();
    assertThat(document.path("healthy").asBoolean()).isFalse();
    var check = check(document, "session-apps");
    assertThat(check.path("severity").asString()).isEqualTo("problem");
    assertThat(check.path("count").asInt()).isEqualTo(1);
    assertThat(check.path("remedy").asString()).isNotEmpty();
    assertThat(check.path("sessions").get(0).path("session").asString())
        .isEqualTo(new SessionId(session).toString());
    assertThat(check(document, "master-key").path("severity").asString()).isEqualTo("ok");
    assertThat(check(document, "due-work").path("sessions")).isEmpty();
  }

  @Test
  void a_row_that_the_program_cannot_read_is_found_too() throws Exception {
    var session = connect("ada");
    execute("UPDATE sessions SET metadata = '{' WHERE id = '" + session + "'");
    execute("UPDATE apps SET document = 'x', client_secret = x'01' WHERE app_key = 'sandbox'");

    assertThat(doctor().out())
        .contains("Sessions whose row cannot be read: 1.")
        .contains("Apps that cannot be read: 1.\n           app sandbox");
  }

  @Test
  void secrets_of_apps_and_signing_keys_that_do_not_open_are_found() throws Exception {
    connect("ada");
    execute("UPDATE apps SET client_secret = x'01'");
    execute("UPDATE signing_keys SET private_key = x'01'");
    assertThat(doctor().out()).endsWith("Broken: signing-keys, app-secrets.\n");
  }

  @Test
  void another_master_key_is_one_problem_and_no_seal_is_blamed() throws Exception {
    connect("ada");
    playground.close();
    var key = scratch.resolve("other.key");
    assertThat(Ran.of("keys", "new", key.toString()).code()).isZero();

    var ran =
        Ran.with(
            Map.of("CARABINER_VAULT_MASTER_KEY", "file:" + key),
            "doctor",
            "--config",
            folder.settings().toString());

    assertThat(ran.out()).endsWith("Broken: master-key.\n").contains("it is another key");
  }

  @Test
  void work_left_undone_is_a_problem_beside_a_server_and_waits_for_one_otherwise()
      throws Exception {
    var session = connect("ada");
    // so far back that the running server is past it before the doctor looks, but for this claim
    execute(
        "UPDATE sessions SET claim_node = 'lost', claim_until = 1000 WHERE id = '" + session + "'");
    assertThat(doctor().out())
        .contains("claimed by node lost, which is not seen, since 1970-01-01T00:00:01Z")
        .endsWith("Broken: claims.\n");

    playground.close();
    var alone = doctor();
    assertThat(alone.code()).isZero();
    assertThat(alone.out()).contains("note     Refreshes left behind");
  }

  @Test
  void tables_of_another_version_are_told_and_nothing_else_is_looked_at() throws Exception {
    playground.close();
    execute(
        "INSERT INTO schema_versions SELECT 999, '999', description, type, script, checksum,"
            + " installed_by, installed_on, execution_time, success FROM schema_versions LIMIT 1");
    var ran = doctor("--json");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(Json.parseObject(ran.out()).orElseThrow().path("checks")).hasSize(1);

    Files.delete(store());
    assertThat(doctor().out()).contains("problem  The tables are not those of this program");
    assertThat(store()).doesNotExist();
  }

  private static JsonNode check(JsonNode document, String name) {
    return document
        .path("checks")
        .valueStream()
        .filter(check -> check.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Path store() {
    return settings.dataFolder().resolve("carabiner.db");
  }

  private void execute(String sql) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + store());
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 5000");
      assertThat(statement.executeUpdate(sql)).isPositive();
    }
  }

  private Ran doctor(String... options) {
    var line = new ArrayList<>(List.of("doctor", "--config", folder.settings().toString()));
    line.addAll(List.of(options));
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
