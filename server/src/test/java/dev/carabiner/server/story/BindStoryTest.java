package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Endpoint;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BindStoryTest {
  private static final String COMPLETE = "/api/v1/connected_apps/complete";
  private static final Pattern CODE = Pattern.compile("connect_code=([A-Za-z0-9_-]{43})");

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void open() {
    house = House.open(folder);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void nothing_is_readable_until_the_back_end_confirms_and_a_repeat_is_a_success_again() {
    var started = house.link("bound", "56");
    var session = started.text("session_id");
    var code = code(new Browser().connect(started.text("url")).toString());
    assertThat(house.read(session).code()).isEqualTo("SESSION_PENDING");

    assertThat(complete(session, code, "56").response().body())
        .isEqualTo("{\"message\":\"Success\",\"code\":\"OK\"}");
    assertThat(complete(session, code, "56").status()).isEqualTo(200);

    assertThat(house.provider(house.read(session).text("access_token"))).isEqualTo(200);
    assertThat(house.show(session).text("state")).isEqualTo("connected");
  }

  @Test
  void a_wrong_user_burns_the_code() {
    var started = house.link("bound", "56");
    var session = started.text("session_id");
    var code = code(new Browser().connect(started.text("url")).toString());

    assertThat(complete(session, code, "57").code()).isEqualTo("INVALID_SESSION");
    assertThat(complete(session, code, "56").code()).isEqualTo("INVALID_SESSION");
    assertThat(house.read(session).code()).isEqualTo("SESSION_PENDING");
  }

  @Test
  void the_same_browsers_repeat_gets_a_new_code_and_the_former_is_void() {
    var started = house.link("bound", "56");
    var session = started.text("session_id");
    var browser = new Browser();
    var callback = browser.callbackOf(started.text("url"));
    var former = code(Browser.location(browser.get(callback)).toString());
    var newer = code(Browser.location(browser.get(callback)).toString());
    assertThat(newer).isNotEqualTo(former);

    assertThat(complete(session, newer, "56").status()).isEqualTo(200);
    assertThat(house.read(session).status()).isEqualTo(200);
    assertThat(Browser.location(browser.get(callback)).getQuery())
        .isEqualTo("session_id=" + session);
  }

  @Test
  void a_mismatch_of_another_workspace_burns_the_code() {
    var started = house.link("bound", "56");
    var code = code(new Browser().connect(started.text("url")).toString());

    var stranger =
        house
            .api
            .as(House.STRANGER_ID)
            .post(
                COMPLETE,
                House.json(
                    Map.of(
                        "session_id",
                        started.text("session_id"),
                        "connect_code",
                        code,
                        "user_id",
                        "56")));

    assertThat(stranger.code()).isEqualTo("INVALID_SESSION");
    assertThat(complete(started.text("session_id"), code, "56").code())
        .isEqualTo("INVALID_SESSION");
  }

  @Test
  void a_session_revoked_before_its_confirmation_stays_revoked() {
    var started = house.link("bound", "56");
    var session = started.text("session_id");
    var code = code(new Browser().connect(started.text("url")).toString());
    assertThat(house.revoke(session).status()).isEqualTo(200);

    assertThat(complete(session, code, "56").code()).isEqualTo("INVALID_SESSION");
    assertThat(house.read(session).code()).isEqualTo("INVALID_SESSION");
    assertThat(house.show(session).text("state")).isEqualTo("revoked");
  }

  @Test
  void a_reconnect_waits_for_its_confirmation_while_the_old_token_is_served() {
    var started = house.link("bound", "56");
    var session = started.text("session_id");
    complete(session, code(new Browser().connect(started.text("url")).toString()), "56");
    var old = house.read(session).text("access_token");

    var link =
        house
            .api
            .post(
                "/api/v1/connected_apps/sessions/" + session + "/reconnect",
                "{\"allow_other_account\":true}")
            .text("url");
    var code = code(new Browser().connectAs("grace", link).toString());
    assertThat(house.read(session).text("access_token")).isEqualTo(old);
    assertThat(complete(session, code, "56").status()).isEqualTo(200);

    assertThat(house.read(session).text("access_token")).isNotEqualTo(old);
    Eventually.holds(() -> house.provider(old) == 401);
  }

  @Test
  void deleting_the_user_revokes_a_grant_that_waits_for_its_confirmation() {
    var started = house.link("bound", "56");
    new Browser().connect(started.text("url"));

    assertThat(house.api.call("DELETE", "/api/v1/connected_apps/users/56", "").status())
        .isEqualTo(200);

    Eventually.holds(() ->
        house.sandbox.ledger().entries(Endpoint.REVOKE).stream()
            .anyMatch(entry -> entry.status().orElse(0) == 200));
  }

  @Test
  void unknown_members_and_missing_ones_are_refused_by_name() {
    assertThat(house.api.post(COMPLETE, "{\"session\":\"x\"}").json().toString())
        .contains("INVALID_REQUEST")
        .contains("session");
    assertThat(house.api.post(COMPLETE, "{\"session_id\":\"x\"}").code())
        .isIn("INVALID_REQUEST", "INVALID_SESSION");
    assertThat(house.api.post(COMPLETE, "[1]").code()).isEqualTo("INVALID_REQUEST");
  }

  private Api.Answer complete(String session, String code, String user) {
    return house.api.post(
        COMPLETE, House.json(Map.of("session_id", session, "connect_code", code, "user_id", user)));
  }

  private static String code(String callback) {
    var matcher = CODE.matcher(callback);
    if (!matcher.find()) throw new AssertionError("no connect_code in " + callback);
    return matcher.group(1);
  }
}
