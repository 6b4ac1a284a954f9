package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Rotation;
import dev.carabiner.sandbox.Selection;
import dev.carabiner.server.app.Seams;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A whole server tells what it said to the provider.
class ExchangesStoryTest {
  private static final String SESSIONS = "/api/v1/connected_apps/sessions/";
  private static final String STATISTICS = "/api/v1/connected_apps/statistics";

  @TempDir Path folder;
  private Scene scene;

  @BeforeEach
  void open() {
    scene =
        new Scene(
            folder,
            Rotation.strict(),
            "strict",
            Seams.NONE,
            yaml ->
                yaml.replaceFirst(
                    "delete:connected_apps]", "delete:connected_apps, manage:connected_apps]"));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private List<JsonNode> exchanges(String session) {
    var answer = scene.house.api.get(SESSIONS + session + "/exchanges");
    assertThat(answer.status()).isEqualTo(200);
    return StreamSupport.stream(answer.json().path("exchanges").spliterator(), false).toList();
  }

  private JsonNode newest(String session, String kind) {
    var found = new ArrayList<JsonNode>();
    Eventually.holds(() -> {
      found.clear();
      exchanges(session).stream()
          .filter(each -> each.path("kind").asString().equals(kind))
          .forEach(found::add);
      return !found.isEmpty();
    });
    return found.getFirst();
  }

  @Test
  void connecting_refreshing_and_revoking_are_told_and_no_token_with_them() {
    var session = scene.house.connect("56");
    var first = scene.token(session);
    var exchange = newest(session, "code_exchange");
    assertThat(exchange.path("outcome").asString()).isEqualTo("granted");
    assertThat(exchange.path("decision").asString())
        .isEqualTo("The grant is stored; the session is connected.");
    assertThat(exchange.path("request").path("body").path("code").asString()).isEqualTo("sealed");
    assertThat(exchange.path("request").path("body").path("grant_type").asString())
        .isEqualTo("authorization_code");

    scene.jumpPastTheEnd();
    var second = scene.token(session);
    var refresh = newest(session, "refresh");
    assertThat(refresh.path("decision").asString())
        .startsWith("The new token is stored as generation 2 and handed out from now on.");
    assertThat(refresh.path("generation").asLong()).isEqualTo(1);
    assertThat(refresh.path("request").path("body").path("refresh_token").asString())
        .isEqualTo("sealed, #1");
    assertThat(refresh.path("response").path("status").asInt()).isEqualTo(200);

    scene.house.revoke(session);
    Eventually.holds(() -> scene.house.provider(second) == 401);
    var revocation = newest(session, "revocation");
    Eventually.holds(() ->
        newest(session, "revocation").path("decision").asString().contains("revoked_at_provider"));
    assertThat(revocation.path("outcome").asString()).isEqualTo("granted");

    var everything = scene.house.api.get(SESSIONS + session + "/exchanges").response().body();
    assertThat(everything).doesNotContain(first, second, "provider-secret");
  }

  @Test
  void a_refusal_tells_the_word_that_decided_and_why() {
    var session = scene.house.connect("57");
    scene.token(session);
    scene.house.sandbox.control().withdraw(Selection.all());
    scene.jumpPastTheEnd();
    assertThat(scene.house.read(session).code()).isEqualTo("RECONNECT_REQUIRED");

    var refresh = newest(session, "refresh");
    assertThat(refresh.path("outcome").asString()).isEqualTo("dead");
    assertThat(refresh.path("decided_by").asString()).isEqualTo("invalid_grant");
    assertThat(refresh.path("decision").asString())
        .startsWith("The session needs a reconnect, as grant_revoked.");
    assertThat(refresh.path("response").path("body").path("error").asString())
        .isEqualTo("invalid_grant");
  }

  @Test
  void strangers_see_nothing_and_pages_are_as_long_as_asked() {
    var session = scene.house.connect("58");
    newest(session, "code_exchange");
    var stranger = scene.house.api.as(House.STRANGER_ID);
    assertThat(stranger.get(SESSIONS + session + "/exchanges").code()).isEqualTo("INVALID_SESSION");
    assertThat(stranger.get(STATISTICS).status()).isEqualTo(403);
    assertThat(scene.house.api.get(SESSIONS + session + "/exchanges?cursor=x").code())
        .isEqualTo("INVALID_REQUEST");

    Eventually.holds(() -> exchanges(session).size() > 1);
    var page = scene.house.api.get(SESSIONS + session + "/exchanges?limit=1");
    assertThat(page.json().path("exchanges")).hasSize(1);
    var rest =
        scene.house.api.get(
            SESSIONS + session + "/exchanges?limit=1&cursor=" + page.text("next_cursor"));
    assertThat(rest.json().path("exchanges")).hasSize(1);
    assertThat(rest.json().path("exchanges").get(0))
        .isNotEqualTo(page.json().path("exchanges").get(0));
  }

  @Test
  void reads_and_refreshes_are_counted_slot_by_slot_and_app_by_app() {
    var session = scene.house.connect("59");
    for (var i = 0; i < 3; i++) scene.token(session);
    assertThat(scene.house.read("A".repeat(43)).code()).isEqualTo("INVALID_SESSION");
    handedOut(3);
    scene.jumpPastTheEnd();
    scene.token(session);
    handedOut(4);

    assertThat(app(scene.house.api.get(STATISTICS).json(), "sandbox").path("refreshed").asLong())
        .isEqualTo(1);
    var all = scene.house.api.get(STATISTICS).json();
    assertThat(all.path("slots").size()).isGreaterThanOrEqualTo(2);
    assertThat(app(all, "").path("refused").path("INVALID_SESSION").asLong()).isEqualTo(1);
    var one = scene.house.api.get(STATISTICS + "?key_code_ref=bound").json();
    assertThat(one.path("apps")).isEmpty();
    assertThat(scene.house.api.get(STATISTICS + "?from=yesterday").code())
        .isEqualTo("INVALID_REQUEST");
    assertThat(
            scene
                .house
                .api
                .get(STATISTICS + "?from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z")
                .code())
        .isEqualTo("INVALID_REQUEST");
  }

  /// What was counted is told a moment later, in the slot of then.
  private void handedOut(long times) {
    Eventually.holds(() ->
        app(scene.house.api.get(STATISTICS).json(), "sandbox").path("handed_out").asLong()
            == times);
  }

  private static JsonNode app(JsonNode statistics, String key) {
    for (var app : statistics.path("apps"))
      if (key.equals(app.path("key_code_ref").asString(""))) return app;
    return statistics.path("none");
  }
}
