package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Endpoint;
import dev.carabiner.sandbox.Fault;
import dev.carabiner.sandbox.RevocationReach;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsStoryTest {
  private static final String SESSIONS = "/api/v1/connected_apps/sessions";

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void open() {
    house =
        House.open(
            folder,
            sandbox -> sandbox.withRevocation(RevocationReach.ACCOUNT),
            UnaryOperator.identity());
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void a_session_tells_who_what_and_until_when_and_never_a_token() {
    var session = house.connect("56");

    var shown = house.show(session);

    assertThat(shown.text("state")).isEqualTo("connected");
    assertThat(shown.json().path("account").path("email").asString()).contains("@");
    assertThat(shown.json().path("granted_scopes").toString()).contains("notes.read");
    assertThat(shown.json().path("missing_scopes").isEmpty()).isTrue();
    assertThat(shown.response().body()).doesNotContain(house.read(session).text("access_token"));
  }

  @Test
  void a_foreign_session_and_an_unknown_one_are_answered_alike() {
    var session = house.connect("56");
    var unknown = session.substring(0, 42) + (session.endsWith("A") ? "B" : "A");
    var stranger = house.api.as(House.STRANGER_ID);

    for (var path : new String[] {"/api/v1/connected_apps/token?session_id=", SESSIONS + "/"}) {
      var foreign = stranger.get(path + session);
      var missing = stranger.get(path + unknown);
      assertThat(foreign.status()).isEqualTo(missing.status()).isEqualTo(400);
      assertThat(foreign.response().body()).isEqualTo(missing.response().body());
    }
    assertThat(stranger.post("/api/v1/connected_apps/revoke?session_id=" + session).code())
        .isEqualTo("INVALID_SESSION");
    assertThat(house.read(session).status()).isEqualTo(200);
    assertThat(
            stranger.get("/api/v1/connected_apps/auth_url?key_code_ref=sandbox&user_id=1").code())
        .isEqualTo("CONNECTED_APP_NOT_FOUND");
  }

  @Test
  void lists_show_the_live_ones_newest_first_in_pages_by_key() {
    for (var user = 1; user <= 3; user++) house.connect("u" + user);
    house.link("sandbox", "pending");

    var first = house.api.get(SESSIONS + "?limit=2");
    assertThat(first.json().path("sessions")).hasSize(2);
    var second = house.api.get(SESSIONS + "?limit=2&cursor=" + first.text("next_cursor"));
    assertThat(second.json().path("sessions")).hasSize(1);
    assertThat(second.json().path("next_cursor").isNull()).isTrue();
    assertThat(house.api.get(SESSIONS + "?user_id=u2").json().path("sessions")).hasSize(1);
    assertThat(house.api.get(SESSIONS + "?state=pending").json().path("sessions")).hasSize(1);
    assertThat(house.api.get(SESSIONS + "?state=unheard-of").code()).isEqualTo("INVALID_REQUEST");
    assertThat(house.api.get(SESSIONS + "?cursor=nonsense").code()).isEqualTo("INVALID_REQUEST");
  }

  @Test
  void metadata_is_replaced_within_its_limits() {
    var session = house.connect("56");

    assertThat(
            house
                .api
                .call("PATCH", SESSIONS + "/" + session, "{\"metadata\":{\"plan\":\"gold\"}}")
                .json()
                .path("metadata")
                .path("plan")
                .asString())
        .isEqualTo("gold");
    assertThat(
            house.api.call("PATCH", SESSIONS + "/" + session, "{\"state\":\"connected\"}").code())
        .isEqualTo("INVALID_REQUEST");
    assertThat(house.api.call("PATCH", SESSIONS + "/" + session, "{\"metadata\":{\"n\":1}}").code())
        .isEqualTo("INVALID_REQUEST");
    assertThat(
            house
                .api
                .call(
                    "PATCH",
                    SESSIONS + "/" + session,
                    "{\"metadata\":{\"n\":\"" + "x".repeat(5000) + "\"}}")
                .code())
        .isEqualTo("INVALID_REQUEST");
  }

  @Test
  void a_reconnect_keeps_the_session_and_refuses_another_account_unless_allowed() {
    var session = house.connect("56");
    var before = house.read(session).text("access_token");

    var refused =
        new Browser()
            .connectAs(
                "grace", house.api.post(SESSIONS + "/" + session + "/reconnect").text("url"));
    assertThat(refused.getQuery()).contains("error=account_mismatch");
    assertThat(house.read(session).text("access_token")).isEqualTo(before);

    new Browser()
        .connect(house.api.post(SESSIONS + "/" + session + "/reconnect", "{}").text("url"));
    var mended = house.read(session).text("access_token");
    assertThat(mended).isNotEqualTo(before);

    new Browser()
        .connectAs(
            "grace",
            house
                .api
                .post(SESSIONS + "/" + session + "/reconnect", "{\"allow_other_account\":true}")
                .text("url"));
    assertThat(house.show(session).json().path("account").path("name").asString())
        .containsIgnoringCase("grace");
  }

  @Test
  void a_reconnect_whose_account_cannot_be_learned_is_refused_and_changes_nothing() {
    var session = house.connect("56");
    var before = house.read(session).text("access_token");
    var broken =
        Fault.at(Endpoint.TOKEN)
            .times(1)
            .respond(
                200,
                "{\"access_token\":\"stranger\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
    var link = house.api.post(SESSIONS + "/" + session + "/reconnect").text("url");
    house.sandbox.control().fail(broken);

    assertThat(new Browser().connect(link).getQuery()).contains("error=server_error");
    assertThat(house.read(session).text("access_token")).isEqualTo(before);
  }

  @Test
  void of_two_sessions_of_one_account_the_provider_hears_of_the_last_ones_revocation_only() {
    var first = house.connect("56");
    var second = house.connect("56");
    assertThat(house.show(first).text("superseded_by")).isEqualTo(second);
    var token = house.read(second).text("access_token");

    house.revoke(first);
    assertThat(house.read(first).code()).isEqualTo("INVALID_SESSION");
    house.connect("someone-else");
    assertThat(house.provider(token)).isEqualTo(200);
    assertThat(house.sandbox.ledger().entries(Endpoint.REVOKE)).isEmpty();
  }

  @Test
  void a_token_moved_to_another_row_opens_nowhere_and_harms_nobody_else() throws SQLException {
    var robbed = house.connect("56");
    var thief = house.connect("57");
    execute(
        "UPDATE sessions SET access_token = (SELECT access_token FROM sessions WHERE id = '"
            + robbed
            + "') WHERE id = '"
            + thief
            + "'");

    assertThat(house.read(thief).json().path("errors").path(0).path("reason").asString())
        .isEqualTo("data_corrupt");
    assertThat(house.show(thief).text("state")).isEqualTo("needs_reconnect");
    assertThat(house.read(robbed).status()).isEqualTo(200);
  }

  private void execute(String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/carabiner.db"));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void deleting_a_user_revokes_everything_and_forgets_the_rows() {
    var session = house.connect("56");
    var token = house.read(session).text("access_token");
    house.link("sandbox", "56");

    assertThat(
            house
                .api
                .call("DELETE", "/api/v1/connected_apps/users/56", "")
                .json()
                .path("sessions")
                .asInt())
        .isEqualTo(2);
    assertThat(
            house
                .api
                .call("DELETE", "/api/v1/connected_apps/users/56", "")
                .json()
                .path("sessions")
                .asInt())
        .isZero();

    assertThat(house.show(session).code()).isEqualTo("INVALID_SESSION");
    Eventually.holds(() -> house.provider(token) == 401);
  }
}
