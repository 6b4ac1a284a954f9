package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.RevocationReach;
import dev.carabiner.server.app.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many sessions end at once: by a filter, with their user, with their app.
class EndingsStoryTest {
  private static final String REVOKE = "/api/v1/connected_apps/sessions/revoke";
  private static final String APPS = "/api/v1/connected_apps/apps/";

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void open() {
    house =
        House.open(
            folder,
            sandbox -> sandbox.withRevocation(RevocationReach.GRANT),
            yaml ->
                yaml.replaceFirst(
                    "delete:connected_apps\\]", "delete:connected_apps, manage:connected_apps]"));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void everything_that_a_filter_names_is_revoked_page_by_page_and_nothing_else() {
    var ended = new ArrayList<String>();
    for (var user = 1; user <= 3; user++) ended.add(house.connect("u" + user));
    var other = house.link("straight", "u1").text("session_id");
    new Browser().connect(house.link("straight", "u9").text("url"));

    var preview = house.api.post(REVOKE, "{\"key_code_ref\":\"sandbox\",\"dry_run\":true}");
    assertThat(outcomes(preview))
        .containsExactly("would_be_revoked", "would_be_revoked", "would_be_revoked");
    assertThat(house.read(ended.getFirst()).status()).isEqualTo(200);

    var first = house.api.post(REVOKE, "{\"key_code_ref\":\"sandbox\",\"limit\":2}");
    assertThat(outcomes(first)).containsExactly("revoked", "revoked");
    var second =
        house.api.post(
            REVOKE,
            "{\"key_code_ref\":\"sandbox\",\"limit\":2,\"cursor\":\""
                + first.text("next_cursor")
                + "\"}");
    assertThat(outcomes(second)).containsExactly("revoked");
    assertThat(second.json().path("next_cursor").isNull()).isTrue();

    for (var session : ended) assertThat(house.read(session).code()).isEqualTo("INVALID_SESSION");
    assertThat(house.show(other).text("state")).isEqualTo("pending");
    assertThat(outcomes(house.api.post(REVOKE, "{\"key_code_ref\":\"sandbox\"}"))).isEmpty();
  }

  @Test
  void a_filter_may_name_provider_time_user_and_state_and_must_name_something() {
    house.connect("u1");
    var now = Instant.now(java.time.Clock.systemUTC());
    for (var nothing :
        List.of(
            "{\"provider\":\"github\"}",
            "{\"provider\":\"sandbox-id\",\"key_code_ref\":\"straight\"}",
            "{\"user_id\":\"u2\"}",
            "{\"state\":\"needs_reconnect\"}",
            "{\"connected_after\":\"" + now.plusSeconds(60) + "\"}",
            "{\"connected_before\":\"" + now.minusSeconds(60) + "\"}"))
      assertThat(outcomes(house.api.post(REVOKE, nothing))).as(nothing).isEmpty();
    for (var wrong :
        List.of(
            "{}",
            "{\"dry_run\":true}",
            "{\"state\":\"revoked\"}",
            "{\"user_id\":\"u1\",\"limit\":0}",
            "{\"connected_after\":\"yesterday\"}",
            "{\"everything\":true}"))
      assertThat(house.api.post(REVOKE, wrong).code()).as(wrong).isEqualTo("INVALID_REQUEST");
    var foreign = house.api.as(House.STRANGER_ID).post(REVOKE, "{\"user_id\":\"u1\"}");
    assertThat(outcomes(foreign)).isEmpty();

    var filter =
        "{\"provider\":\"sandbox-id\",\"user_id\":\"u1\",\"state\":[\"connected\"],"
            + "\"connected_after\":\""
            + now.minusSeconds(60)
            + "\"}";
    assertThat(outcomes(house.api.post(REVOKE, filter))).containsExactly("revoked");
  }

  @Test
  void a_deleted_user_leaves_a_receipt_and_nothing_else() throws SQLException {
    var session = house.connect("56");

    house.api.call("DELETE", "/api/v1/connected_apps/users/56", "");

    assertThat(one("SELECT count(*) FROM sessions WHERE id = '" + session + "'")).isEqualTo("0");
    assertThat(one("SELECT count(*) FROM flows WHERE session_id = '" + session + "'"))
        .isEqualTo("0");
    Eventually.holds(() -> receipt(session).equals("REVOKED_AT_PROVIDER"));
    assertThat(one("SELECT access_token FROM revocations WHERE session_id = '" + session + "'"))
        .isNull();
  }

  @Test
  void an_app_that_the_settings_file_names_is_not_deleted_by_the_api() {
    var refused = house.api.call("DELETE", APPS + "sandbox", "");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("MANAGED_BY_FILE");
    assertThat(refused.response().body()).contains("carabiner.yaml:");
    assertThat(house.link("sandbox", "56").status()).isEqualTo(200);
  }

  @Test
  void a_deleted_app_is_gone_at_once_and_its_revocations_still_reach_the_provider()
      throws IOException {
    var session = house.connect("56");
    var token = house.read(session).text("access_token");
    var pending = house.link("sandbox", "57").text("session_id");
    takeOutOfTheFile();

    var foreign = house.api.as(House.STRANGER_ID).call("DELETE", APPS + "sandbox", "");
    assertThat(foreign.code()).isEqualTo("SCOPE_MISSING");
    assertThat(house.api.call("DELETE", APPS + "unheard-of", "").status()).isEqualTo(404);
    assertThat(house.api.call("DELETE", APPS + "sandbox", "").json().path("sessions").asInt())
        .isEqualTo(2);

    assertThat(house.link("sandbox", "58").status()).isEqualTo(404);
    assertThat(house.read(session).code()).isEqualTo("INVALID_SESSION");
    assertThat(house.show(pending).text("state")).isEqualTo("revoked");
    Eventually.holds(() -> house.provider(token) == 401);
    Eventually.holds(() -> receipt(session).equals("REVOKED_AT_PROVIDER"));
    assertThat(house.api.call("DELETE", APPS + "sandbox", "").json().path("sessions").asInt())
        .isZero();
  }

  @Test
  void a_deletion_that_was_cut_off_is_finished_by_itself_and_the_credentials_go_last()
      throws IOException, SQLException {
    var session = house.connect("56");
    var token = house.read(session).text("access_token");
    takeOutOfTheFile();

    // long ago, so that nothing that had begun can still be under way
    execute("UPDATE apps SET deleted_at = 1 WHERE app_key = 'sandbox'");

    Eventually.holds(() -> one("SELECT count(*) FROM apps WHERE app_key = 'sandbox'").equals("0"));
    assertThat(house.provider(token)).isEqualTo(401);
    assertThat(receipt(session)).isEqualTo("REVOKED_AT_PROVIDER");
    assertThat(house.show(session).text("state")).isEqualTo("revoked");
    assertThat(house.api.call("DELETE", APPS + "sandbox", "").status()).isEqualTo(404);
  }

  private void execute(String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/carabiner.db"));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void takeOutOfTheFile() throws IOException {
    var file = folder.resolve("carabiner.yaml");
    var text = Files.readString(file);
    var from = text.indexOf("  - key: sandbox");
    Files.writeString(
        file, text.substring(0, from) + text.substring(text.indexOf("  - key: bound")));
    house.server.reload(new SettingsReader(Map.of()).read(file).settings());
  }

  private String receipt(String session) {
    return String.valueOf(
        one("SELECT receipt FROM revocations WHERE session_id = '" + session + "'"));
  }

  private String one(String sql) {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/carabiner.db"));
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static List<String> outcomes(Api.Answer answer) {
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    var outcomes = new ArrayList<String>();
    answer.json().path("sessions").forEach(one -> outcomes.add(one.path("outcome").asString()));
    return outcomes;
  }
}
