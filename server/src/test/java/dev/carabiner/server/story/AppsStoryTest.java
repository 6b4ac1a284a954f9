package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.base.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Managers of a workspace make and change its connected apps while the server runs.
class AppsStoryTest {
  @TempDir Path folder;
  private House house;

  @BeforeEach
  void open() {
    house = Managed.house(folder);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void an_app_connects_as_soon_as_it_is_made() {
    var made = make();
    assertThat(made.status()).as(made.response().body()).isEqualTo(201);
    assertThat(made.text("managed_by")).isEqualTo("api");
    assertThat(made.text("linking")).isEqualTo("confirm");
    assertThat(made.text("link_lifetime")).isEqualTo("1h");
    assertThat(made.text("keep_alive")).isEqualTo("180d");
    assertThat(made.text("redirect_uri"))
        .isEqualTo(house.server.url() + "/connected_apps/callback/acme");

    var started = house.link("acme", "56");
    new Browser().connect(started.text("url"));
    var token = house.read(started.text("session_id"));
    assertThat(token.status()).isEqualTo(200);
    assertThat(house.provider(token.text("access_token"))).isEqualTo(200);
  }

  @Test
  void a_secret_goes_in_and_never_comes_out() {
    var answers = new ArrayList<Api.Answer>();
    answers.add(make());
    answers.add(house.api.get(Managed.ALL));
    answers.add(house.api.get(Managed.ONE));
    answers.add(change("{\"client_secret\":\"another-secret\"}"));

    for (var answer : answers)
      assertThat(answer.response().body())
          .doesNotContain(Managed.SECRET)
          .doesNotContain("another-secret");
    assertThat(answers.getFirst().json().path("client_secret_set").asBoolean()).isTrue();
    assertThat(answers.getFirst().text("client_secret_set_at")).endsWith("Z");
    var without = change("{\"client_secret\":null}");
    assertThat(without.json().path("client_secret_set").asBoolean()).isFalse();
    assertThat(without.json().path("client_secret_set_at").isNull()).isTrue();
  }

  @Test
  void a_change_keeps_what_it_does_not_name_and_null_brings_the_default_back() {
    make();
    change(
        "{\"name\":\"Acme notes\",\"linking\":\"bind\",\"keep_alive\":\"forever\","
            + "\"authorization_params\":{\"prompt\":\"login\",\"hint\":\"x\"}}");

    var changed =
        change(
            "{\"linking\":null,\"keep_alive\":\"90m\",\"authorization_params\":{\"hint\":null}}");

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.text("name")).isEqualTo("Acme notes");
    assertThat(changed.text("linking")).isEqualTo("confirm");
    assertThat(changed.text("keep_alive")).isEqualTo("90m");
    assertThat(changed.json().path("authorization_params").toString())
        .isEqualTo("{\"prompt\":\"login\"}");
    assertThat(changed.json().path("scopes").size()).isEqualTo(3);
    assertThat(changed.json().path("client_secret_set").asBoolean()).isTrue();
    assertThat(house.api.get(Managed.ONE).json()).isEqualTo(changed.json());
  }

  @Test
  void a_change_of_the_name_keeps_the_connections_and_a_new_secret_is_used_at_once() {
    make();
    var started = house.link("acme", "56");
    new Browser().connect(started.text("url"));
    change("{\"name\":\"Acme notes\"}");
    assertThat(house.show(started.text("session_id")).text("app_name")).isEqualTo("Acme notes");
    assertThat(house.read(started.text("session_id")).status()).isEqualTo(200);

    change("{\"client_secret\":\"wrong-secret\"}");
    assertThat(new Browser().connect(house.link("acme", "57").text("url")).getQuery())
        .contains("error=");
    change("{\"client_secret\":\"" + Managed.SECRET + "\"}");
    assertThat(new Browser().connect(house.link("acme", "57").text("url")).getQuery())
        .doesNotContain("error=");
  }

  @Test
  void where_calls_may_go_elsewhere_the_secret_is_forgotten_unless_it_comes_along() {
    make();
    house.api.post(
        Managed.PROVIDERS,
        "{\"id\":\"acme-id\",\"name\":\"Acme ID\",\"authorization_endpoint\":"
            + "\"https://acme.example/authorize\",\"token_endpoint\":"
            + "\"https://${tenant}.acme.example/token\",\"variables\":[{\"id\":\"tenant\","
            + "\"description\":\"Tenant\",\"pattern\":\"[a-z]+\",\"scope\":\"app\"}]}");
    assertThat(isSet(change("{\"provider\":\"sandbox-id\"}"))).isTrue();

    var moved = change("{\"provider\":\"acme-id\",\"variables\":{\"tenant\":\"one\"}}");
    assertThat(moved.status()).as(moved.response().body()).isEqualTo(200);
    assertThat(isSet(moved)).isFalse();
    assertThat(isSet(change("{\"client_secret\":\"for-acme\"}"))).isTrue();
    assertThat(isSet(change("{\"variables\":{\"tenant\":\"two\"}}"))).isFalse();
    assertThat(
            isSet(change("{\"variables\":{\"tenant\":\"three\"},\"client_secret\":\"for-three\"}")))
        .isTrue();
  }

  @Test
  void what_is_wrong_is_said_by_the_key_and_with_what_is_allowed() {
    assertThat(wrong("linking", "\"ask\""))
        .isEqualTo("linking: is none of the words known; allowed: confirm, bind, open");
    assertThat(wrong("callback_url", "\"http://app.example/x\""))
        .startsWith("callback_url: is plain http and not on loopback; allowed: ");
    assertThat(wrong("callback_url", "null")).startsWith("needs the key callback_url; allowed: ");
    assertThat(wrong("allowed_callback_urls", "[\"nonsense\"]"))
        .startsWith("allowed_callback_urls[0]: ")
        .endsWith("allowed: as callback_url");
    assertThat(wrong("link_lifetime", "\"8d\""))
        .startsWith("link_lifetime: is too long; allowed: ");
    assertThat(wrong("keep_alive", "0")).startsWith("keep_alive: must be a string");
    assertThat(wrong("provider", "\"unheard-of\""))
        .startsWith("provider: there is no provider unheard-of; allowed: ");
    assertThat(wrong("environment", "\"moon\"")).startsWith("environment: ");
    assertThat(wrong("authorization_params", "{\"state\":\"x\"}"))
        .startsWith("authorization_params.state: is a standard parameter");
    assertThat(wrong("client_id", "null"))
        .startsWith("client_secret: belongs to a client_id, which is left out; allowed: ");
    assertThat(wrong("key", "\"-acme\"")).startsWith("key: is not a key; allowed: ");
    assertThat(wrong("workspace", "\"elsewhere\""))
        .isEqualTo("workspace: is not yours; allowed: default");
    assertThat(wrong("managed_by", "\"file\"")).startsWith("unknown member managed_by; allowed: ");
    assertThat(house.api.get(Managed.ONE).status()).isEqualTo(404);
    make();
    for (var stays : List.of("{\"key\":\"other\"}", "{\"workspace\":\"elsewhere\"}"))
      assertThat(change(stays).code()).as(stays).isEqualTo("INVALID_REQUEST");
  }

  @Test
  void the_list_goes_on_page_by_page() {
    make();
    var keys = new ArrayList<String>();
    var cursor = "";
    for (var page = 0; page < 4; page++) {
      var answer = house.api.get(Managed.ALL + "?limit=1" + cursor).json();
      answer.path("apps").forEach(app -> keys.add(app.path("key").asString()));
      cursor = "&cursor=" + answer.path("next_cursor").asString("");
    }

    assertThat(keys).containsExactly("acme", "bound", "sandbox", "straight");
    assertThat(cursor).isEqualTo("&cursor=");
    assertThat(house.api.get(Managed.ALL + "?cursor=-").code()).isEqualTo("INVALID_REQUEST");
  }

  @Test
  void a_deleted_app_is_gone_at_once_and_its_key_stays_taken_for_a_while() {
    make();
    assertThat(house.api.call("DELETE", Managed.ONE, "").json().path("sessions").asInt()).isZero();
    assertThat(house.api.get(Managed.ONE).status()).isEqualTo(404);
    assertThat(change("{\"name\":\"Back\"}").status()).isEqualTo(404);
    assertThat(make().code()).isEqualTo("APP_EXISTS");
  }

  private Api.Answer make() {
    return Managed.make(house);
  }

  private Api.Answer change(String changes) {
    return house.api.call("PATCH", Managed.ONE, changes);
  }

  private static boolean isSet(Api.Answer app) {
    return app.json().path("client_secret_set").asBoolean();
  }

  private String wrong(String member, String value) {
    var entry = Managed.entry();
    entry.set(member, Json.parse(value).orElseThrow());
    var answer = house.api.post(Managed.ALL, entry.toString());
    assertThat(answer.status()).as(member).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("INVALID_REQUEST");
    return answer.json().path("errors").path(0).path("message").asString();
  }
}
