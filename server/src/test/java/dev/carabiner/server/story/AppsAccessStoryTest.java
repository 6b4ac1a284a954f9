package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may make, see and change which connected apps.
class AppsAccessStoryTest {
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
  void keys_are_unique_in_the_installation_whatever_the_case_and_tell_no_more() {
    Managed.make(house);
    var stranger = house.api.as(House.STRANGER_ID);

    for (var key : List.of("acme", "ACME", "Sandbox")) {
      for (var api : List.of(house.api, stranger)) {
        var refused = api.post(Managed.ALL, Managed.entry().put("key", key).toString());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("APP_EXISTS");
        assertThat(refused.response().body()).doesNotContain("default").doesNotContain(key);
      }
    }
  }

  @Test
  void another_workspace_neither_sees_nor_changes_nor_deletes_it() {
    Managed.make(house);
    house.api.post(
        Managed.PROVIDERS,
        House.json(
            Map.of(
                "id", "acme-id", "name", "Acme ID", "issuer", house.sandbox.issuer().toString())));
    var stranger = house.api.as(House.STRANGER_ID);

    assertThat(stranger.get(Managed.ALL).json().toString())
        .isEqualTo("{\"apps\":[],\"next_cursor\":null}");
    assertThat(stranger.get(Managed.ONE).code()).isEqualTo("CONNECTED_APP_NOT_FOUND");
    assertThat(stranger.call("PATCH", Managed.ONE, "{\"name\":\"Mine\"}").status()).isEqualTo(404);
    assertThat(stranger.call("DELETE", Managed.ONE, "").status()).isEqualTo(404);
    assertThat(stranger.call("PATCH", Managed.ALL + "/sandbox", "{\"name\":\"Mine\"}").code())
        .isEqualTo("CONNECTED_APP_NOT_FOUND");
    var foreign = Managed.entry().put("key", "theirs").put("provider", "acme-id").toString();
    assertThat(stranger.post(Managed.ALL, foreign).response().body())
        .contains("there is no provider acme-id");
    assertThat(house.api.get(Managed.ONE).text("name")).isEqualTo("Acme");

    var theirs = stranger.post(Managed.ALL, Managed.entry().put("key", "theirs").toString());
    assertThat(theirs.text("workspace")).isEqualTo("elsewhere");
    assertThat(house.link("theirs", "56").code()).isEqualTo("CONNECTED_APP_NOT_FOUND");
  }

  @Test
  void what_the_file_names_is_shown_with_its_place_and_changed_there() {
    var shown = house.api.get(Managed.ALL + "/sandbox");
    assertThat(shown.text("managed_by")).isEqualTo("file");
    assertThat(shown.text("managed_at")).contains("carabiner.yaml:");
    for (var method : List.of("PATCH", "DELETE")) {
      var refused = house.api.call(method, Managed.ALL + "/sandbox", "{\"name\":\"Mine\"}");
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.code()).isEqualTo("MANAGED_BY_FILE");
      assertThat(refused.response().body()).contains(shown.text("managed_at"));
    }
    assertThat(house.api.get(Managed.ALL + "/sandbox").text("name")).isEqualTo("Sandbox notes");
  }

  @Test
  void only_managers_get_in() {
    var narrow =
        house.api.post(
            "/api/v1/connected_apps/clients",
            "{\"scopes\":[\"read:connected_apps\",\"create:connected_apps\","
                + "\"update:connected_apps\",\"delete:connected_apps\"]}");
    var token = house.api.token(narrow.text("id"), narrow.text("secret")).text("access_token");
    var api = house.api.withBearer(token);

    assertThat(api.get(Managed.ALL).code()).isEqualTo("SCOPE_MISSING");
    assertThat(api.post(Managed.ALL, Managed.entry().toString()).code()).isEqualTo("SCOPE_MISSING");
    for (var method : List.of("GET", "PATCH", "DELETE"))
      assertThat(api.call(method, Managed.ONE, "").code()).isEqualTo("SCOPE_MISSING");
  }
}
