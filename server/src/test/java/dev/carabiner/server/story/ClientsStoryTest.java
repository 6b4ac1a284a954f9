package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Managers of a workspace make and change its machine clients while the server runs.
class ClientsStoryTest {
  private static final String ALL = "/api/v1/connected_apps/clients";
  private static final String FROM_FILE = ALL + "/" + House.CLIENT_ID;
  private static final String MANAGER =
      "{\"name\":\"manager\",\"scopes\":[\"read:connected_apps\",\"create:connected_apps\","
          + "\"update:connected_apps\",\"manage:connected_apps\"]}";

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
  void a_client_works_as_soon_as_it_is_made_and_its_secret_is_shown_once() {
    var made = make("{\"name\":\"back end\",\"scopes\":[\"read:connected_apps\"]}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text("managed_by")).isEqualTo("api");
    assertThat(made.text("workspace")).isEqualTo("default");
    var secret = made.text("secret");

    var api = as(made);
    assertThat(api.get("/api/v1/connected_apps/sessions").status()).isEqualTo(200);
    assertThat(api.get(ALL).code()).isEqualTo("SCOPE_MISSING");
    for (var path : List.of(ALL, one(made)))
      assertThat(house.api.get(path).response().body()).contains("back end").doesNotContain(secret);
    assertThat(change(made, "{\"name\":\"other\"}").response().body()).doesNotContain(secret);
  }

  @Test
  void a_disabled_or_deleted_client_is_refused_at_once_whatever_token_it_has() {
    var made = make(MANAGER);
    var api = as(made);
    assertThat(change(made, "{\"enabled\":false}").json().path("enabled").asBoolean()).isFalse();
    assertThat(api.get(ALL).code()).isEqualTo("INVALID_TOKEN");
    assertThat(token(made, made.text("secret")).status()).isEqualTo(401);

    change(made, "{\"enabled\":true}");
    assertThat(api.get(ALL).status()).isEqualTo(200);
    change(made, "{\"scopes\":[\"read:connected_apps\"]}");
    assertThat(api.get(ALL).code()).isEqualTo("SCOPE_MISSING");

    assertThat(house.api.call("DELETE", one(made), "").status()).isEqualTo(200);
    assertThat(api.get(ALL).code()).isEqualTo("INVALID_TOKEN");
    assertThat(house.api.call("DELETE", one(made), "").code()).isEqualTo("CLIENT_NOT_FOUND");
  }

  @Test
  void a_secret_is_replaced_without_a_gap() {
    var made = make(MANAGER);
    var first = made.text("secret");

    var second = house.api.post(one(made) + "/secrets");
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.json().path("secrets").findValuesAsString("number"))
        .containsExactly("1", "2");
    assertThat(token(made, first).status()).isEqualTo(200);
    assertThat(token(made, second.text("secret")).status()).isEqualTo(200);
    assertThat(house.api.post(one(made) + "/secrets").code()).isEqualTo("INVALID_REQUEST");

    var ended = house.api.call("DELETE", one(made) + "/secrets/1", "");
    assertThat(ended.json().path("secrets").findValuesAsString("number")).containsExactly("2");
    assertThat(token(made, first).status()).isEqualTo(401);
    assertThat(token(made, second.text("secret")).status()).isEqualTo(200);
    assertThat(house.api.call("DELETE", one(made) + "/secrets/1", "").code())
        .isEqualTo("CLIENT_SECRET_NOT_FOUND");
    assertThat(house.api.call("DELETE", one(made) + "/secrets/2", "").code())
        .isEqualTo("INVALID_REQUEST");
    assertThat(house.api.post(one(made) + "/secrets").json().path("secrets").toString())
        .contains("\"number\":3");
  }

  @Test
  void nobody_gives_what_he_has_not() {
    var all = make(MANAGER.replace("\"update:", "\"delete:connected_apps\",\"update:"));
    var narrow = as(make(MANAGER));

    for (var given : List.of("delete:connected_apps", "proxy:connected_apps")) {
      var refused = narrow.post(ALL, "{\"scopes\":[\"" + given + "\"]}");
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.code()).isEqualTo("SCOPE_MISSING");
      assertThat(refused.header("WWW-Authenticate")).contains("scope=\"" + given + "\"");
    }
    var widened =
        narrow.call("PATCH", one(make(MANAGER)), "{\"scopes\":[\"delete:connected_apps\"]}");
    assertThat(widened.code()).isEqualTo("SCOPE_MISSING");
    assertThat(narrow.post(one(all) + "/secrets").code()).isEqualTo("SCOPE_MISSING");
    assertThat(narrow.call("PATCH", one(all), "{\"name\":\"renamed\"}").status()).isEqualTo(200);
    assertThat(narrow.call("PATCH", one(all), "{\"enabled\":false}").status()).isEqualTo(200);
    assertThat(narrow.call("PATCH", one(all), "{\"enabled\":true}").code())
        .isEqualTo("SCOPE_MISSING");
    assertThat(make("{\"workspace\":\"elsewhere\",\"scopes\":[\"read:connected_apps\"]}").code())
        .isEqualTo("INVALID_REQUEST");
    assertThat(change(all, "{\"workspace\":\"elsewhere\"}").code()).isEqualTo("INVALID_REQUEST");
  }

  @Test
  void a_token_with_fewer_scopes_than_its_client_gives_no_more_than_it_has() {
    var form =
        house.api.token(
            House.CLIENT_ID,
            House.SECRET
                + "&scope=read:connected_apps%20create:connected_apps%20manage:connected_apps");
    var narrow = house.api.withBearer(form.text("access_token"));

    assertThat(narrow.post(ALL, "{\"scopes\":[\"read:connected_apps\"]}").status()).isEqualTo(201);
    assertThat(narrow.post(ALL, "{\"scopes\":[\"delete:connected_apps\"]}").code())
        .isEqualTo("SCOPE_MISSING");
  }

  @Test
  void nobody_locks_himself_out_by_mistake() {
    var made = make(MANAGER.replace("\"update:", "\"delete:connected_apps\",\"update:"));
    var own = as(made);

    for (var mistake : List.of("{\"enabled\":false}", "{\"scopes\":[\"read:connected_apps\"]}")) {
      var refused = own.call("PATCH", one(made), mistake);
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.code()).isEqualTo("OWN_CLIENT");
    }
    assertThat(own.call("DELETE", one(made), "").code()).isEqualTo("OWN_CLIENT");
    assertThat(own.call("PATCH", one(made), "{\"name\":\"me\"}").text("name")).isEqualTo("me");
    assertThat(own.post(one(made) + "/secrets").status()).isEqualTo(201);
  }

  @Test
  void what_the_file_names_is_shown_with_its_place_and_changed_there() {
    var shown = house.api.get(FROM_FILE);
    assertThat(shown.text("managed_by")).isEqualTo("file");
    assertThat(shown.text("managed_at")).contains("carabiner.yaml:");
    for (var refused :
        List.of(
            house.api.call("PATCH", FROM_FILE, "{\"enabled\":false}"),
            house.api.call("DELETE", FROM_FILE, ""),
            house.api.post(FROM_FILE + "/secrets"),
            house.api.call("DELETE", FROM_FILE + "/secrets/1", ""))) {
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.code()).isEqualTo("MANAGED_BY_FILE");
      assertThat(refused.response().body()).contains(shown.text("managed_at"));
    }
  }

  @Test
  void another_workspace_neither_sees_nor_changes_it() {
    var made = make(MANAGER);
    var stranger = house.api.as(House.STRANGER_ID);

    assertThat(stranger.get(ALL).json().path("clients").findValuesAsString("id"))
        .containsExactly(House.STRANGER_ID);
    for (var refused :
        List.of(
            stranger.get(one(made)),
            stranger.get(FROM_FILE),
            stranger.call("PATCH", one(made), "{\"name\":\"mine\"}"),
            stranger.call("DELETE", one(made), ""),
            stranger.post(one(made) + "/secrets"),
            stranger.call("DELETE", one(made) + "/secrets/1", ""))) {
      assertThat(refused.status()).isEqualTo(404);
      assertThat(refused.code()).isEqualTo("CLIENT_NOT_FOUND");
    }
    var theirs = stranger.post(ALL, MANAGER);
    assertThat(theirs.text("workspace")).isEqualTo("elsewhere");
  }

  @Test
  void what_is_wrong_is_said_by_the_key_and_with_what_is_allowed() {
    assertThat(wrong("{\"name\":\"a\"}")).startsWith("needs the key scopes; allowed: read:");
    assertThat(wrong("{\"scopes\":[]}")).startsWith("scopes: is empty; allowed: read:");
    assertThat(wrong("{\"scopes\":[\"all\"]}")).startsWith("scopes[0]: is no scope of ours");
    assertThat(wrong("{\"scopes\":\"read:connected_apps\"}")).startsWith("scopes: must be a list");
    assertThat(wrong("{\"name\":\"\",\"scopes\":[\"read:connected_apps\"]}"))
        .startsWith("name: is empty, too long");
    assertThat(wrong("{\"id\":\"" + House.CLIENT_ID + "\"}")).startsWith("unknown member id");
    assertThat(wrong("{\"secret\":\"" + House.SECRET + "\"}"))
        .startsWith("unknown member secret")
        .doesNotContain(House.SECRET);
    assertThat(wrong("{\"enabled\":\"no\"}")).isEqualTo("enabled must be true or false");
  }

  @Test
  void the_list_goes_on_page_by_page() {
    make(MANAGER);
    var first = house.api.get(ALL + "?limit=1").json();
    var second =
        house.api.get(ALL + "?limit=1&cursor=" + first.path("next_cursor").asString()).json();

    assertThat(first.path("clients").size()).isEqualTo(1);
    assertThat(second.path("clients").size()).isEqualTo(1);
    assertThat(second.path("clients").path(0)).isNotEqualTo(first.path("clients").path(0));
    assertThat(second.path("next_cursor").isNull()).isTrue();
    assertThat(house.api.get(ALL + "?cursor=x").code()).isEqualTo("INVALID_REQUEST");
  }

  private Api.Answer make(String body) {
    return house.api.post(ALL, body);
  }

  private Api.Answer change(Api.Answer client, String changes) {
    return house.api.call("PATCH", one(client), changes);
  }

  private static String one(Api.Answer client) {
    return ALL + "/" + client.text("id");
  }

  private Api as(Api.Answer client) {
    return house.api.withBearer(token(client, client.text("secret")).text("access_token"));
  }

  private Api.Answer token(Api.Answer client, String secret) {
    return house.api.token(client.text("id"), secret);
  }

  private String wrong(String body) {
    var answer = make(body);
    assertThat(answer.status()).as(body).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("INVALID_REQUEST");
    return answer.json().path("errors").path(0).path("message").asString();
  }
}
