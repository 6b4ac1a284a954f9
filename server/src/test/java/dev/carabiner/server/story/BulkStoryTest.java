package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Something is done to all sessions that a search finds.
class BulkStoryTest {
  private static final String REFRESH = "/api/v1/connected_apps/sessions/refresh";
  private static final Pattern REVOKE_ALL = Pattern.compile("/console/revoke-sessions/[\\w-]+");
  private static final Pattern REFRESH_ALL = Pattern.compile("/console/refresh-sessions/[\\w-]+");
  private static final Pattern UNSEEN =
      Pattern.compile("<input type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\">");

  private House house;
  private ConsoleVisitor lena;

  @BeforeEach
  void open(@TempDir Path folder) {
    house = House.open(folder);
    lena = new ConsoleVisitor(house.server.url());
    var link = house.server.consoleSetupLink().orElseThrow().getPath();
    lena.get(link);
    lena.post(
        link,
        Map.of("name", "Lena", "login", "lena@example.com", "password", "a quite long sentence"));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void all_that_match_are_revoked_part_by_part_once_the_word_is_typed_and_nothing_else_is() {
    var ended = new ArrayList<>(List.of(house.connect("1"), house.connect("2")));
    for (var i = 0; i < 250; i++) ended.add(house.link("sandbox", "user-" + i).text("session_id"));
    var other = house.link("straight", "1").text("session_id");
    var path = found(REVOKE_ALL, lena.get("/console/sessions?app=sandbox").text());

    assertThat(lena.get(path).text())
        .contains("Revoke 252 connections?", "of the app sandbox", "Type");
    assertThat(lena.post(path, Map.of("typed", "Sandbox")).status()).isEqualTo(400);
    assertThat(house.read(ended.getFirst()).status()).isEqualTo(200);

    var first = lena.post(path, Map.of("typed", "sandbox"));
    assertThat(first.text()).contains("100 of 252 done", "max=\"252\"", "data-goes-on");
    var second = lena.post(path, unseen(first.text()));
    assertThat(second.text()).contains("200 of 252 done");
    var last = lena.post(path, unseen(second.text()));
    assertThat(last.header("Location")).startsWith("/console/sessions?");
    assertThat(lena.get(last.header("Location")).text()).contains("252 connections revoked.");

    for (var session : ended) assertThat(house.show(session).text("state")).isEqualTo("revoked");
    assertThat(house.show(other).text("state")).isEqualTo("pending");
    assertThat(lena.get(path).header("Location")).startsWith("/console/sessions?");
  }

  @Test
  void all_that_match_are_refreshed_once_each_and_what_cannot_be_is_counted() {
    var sessions = new ArrayList<String>();
    for (var i = 0; i < 35; i++) sessions.add(house.connect("user-" + i));
    var tokens = sessions.stream().map(this::token).toList();
    var path = found(REFRESH_ALL, lena.get("/console/sessions").text());
    assertThat(lena.get(path).text()).contains("Refresh 35 connections").doesNotContain("goes-on");

    var first = lena.post(path, Map.of());
    assertThat(first.text()).contains("32 of 35 done", "data-goes-on");
    var last = lena.post(path, unseen(first.text()));
    assertThat(lena.get(last.header("Location")).text()).contains("35 connections renewed.");

    for (var i = 0; i < sessions.size(); i++)
      assertThat(token(sessions.get(i))).isNotEqualTo(tokens.get(i));
    assertThat(refreshes()).isEqualTo(35);
  }

  @Test
  void the_api_refreshes_page_by_page_too() {
    var mine = List.of(house.connect("me"), house.connect("me"), house.connect("me"));
    house.connect("you");
    house.link("sandbox", "me");

    var first = house.api.post(REFRESH, "{\"user_id\":\"me\",\"limit\":2}");
    assertThat(first.json().path("sessions").size()).isEqualTo(2);
    var rest =
        house.api.post(
            REFRESH, "{\"user_id\":\"me\",\"cursor\":\"" + first.text("next_cursor") + "\"}");
    assertThat(rest.json().path("next_cursor").isNull()).isTrue();
    var done = new ArrayList<String>();
    for (var page : List.of(first, rest))
      for (var one : page.json().path("sessions")) {
        assertThat(one.path("outcome").asString()).isEqualTo("renewed");
        done.add(one.path("session_id").asString());
      }
    assertThat(done).containsExactlyInAnyOrderElementsOf(mine);
    assertThat(refreshes()).isEqualTo(3);

    assertThat(house.api.post(REFRESH, "{}").status()).isEqualTo(400);
    assertThat(house.api.post(REFRESH, "{\"user_id\":\"me\",\"limit\":51}").status())
        .isEqualTo(400);
    assertThat(house.api.post(REFRESH, "{\"user_id\":\"me\",\"state\":\"pending\"}").status())
        .isEqualTo(400);
  }

  @Test
  void a_search_for_accounts_and_an_address_that_spells_none_lead_to_nothing() {
    house.connect("1");
    assertThat(lena.get("/console/sessions?by=email&q=a").text()).doesNotContain("all that match");
    assertThat(lena.get("/console/revoke-sessions/!").status()).isEqualTo(404);
    var revoked = found(REFRESH_ALL, lena.get("/console/sessions").text());
    assertThat(lena.get(revoked).status()).isEqualTo(200);
  }

  private String token(String session) {
    return house.read(session).text("access_token");
  }

  private int refreshes() {
    return house.sandbox.ledger().tokenRequests("refresh_token").size();
  }

  private static String found(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group();
  }

  private static Map<String, String> unseen(String text) {
    var fields = new LinkedHashMap<String, String>();
    UNSEEN.matcher(text).results().forEach(field -> fields.put(field.group(1), field.group(2)));
    return fields;
  }
}
