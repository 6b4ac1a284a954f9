package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.server.app.Carabiner;
import dev.carabiner.server.app.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A copy of an installation, over real sockets.
@Tag("real")
class PassiveStoryTest {
  private static final Duration SHORT = Duration.ofSeconds(6);

  @TempDir Path folder;

  private Carabiner passive() {
    var file = folder.resolve("carabiner.yaml");
    return Carabiner.startPassive(
        new SettingsReader(Map.of()).read(file).settings(), InstantSource.system());
  }

  @Test
  void a_passive_copy_hands_out_living_tokens_and_never_asks_a_provider() {
    try (var house =
        House.open(
            folder, sandbox -> sandbox.withAccessTokenLifetime(SHORT), UnaryOperator.identity())) {
      var session = house.connect("56");
      house.server.stop();
      var copy = passive();
      try {
        var asked = house.sandbox.ledger().tokenRequests("refresh_token").size();
        var living = house.read(session);
        assertThat(living.status()).isEqualTo(200);
        var token = living.text("access_token");
        Eventually.holds(() -> house.provider(token) == 401);

        var dead = house.read(session);
        assertThat(dead.status()).isEqualTo(503);
        assertThat(dead.code()).isEqualTo("PROVIDER_UNAVAILABLE");
        assertThat(house.show(session).text("state")).isEqualTo("connected");
        assertThat(house.sandbox.ledger().tokenRequests("refresh_token")).hasSize(asked);
      } finally {
        copy.stop();
      }

      var original = House.start(folder, read());
      try {
        assertThat(house.read(session).status()).isEqualTo(200);
      } finally {
        original.stop();
      }
    }
  }

  @Test
  void a_passive_copy_refuses_whatever_begins_changes_or_ends_a_connection() {
    try (var house = House.open(folder)) {
      var session = house.connect("56");
      var link = house.link("sandbox", "57").text("url");
      house.server.stop();
      var copy = passive();
      try {
        var before = house.show(session).response().body();
        assertRefused(house.link("sandbox", "58"));
        assertRefused(house.revoke(session));
        assertRefused(house.api.post("/api/v1/connected_apps/sessions/" + session + "/reconnect"));
        assertRefused(house.api.call("DELETE", "/api/v1/connected_apps/users/56", ""));
        assertThat(house.show(session).response().body()).isEqualTo(before);
        assertThat(house.read(session).status()).isEqualTo(200);

        var page = house.api.at(copy.url()).get(link.substring(copy.url().toString().length()));
        assertThat(page.status()).isEqualTo(503);
        assertThat(page.response().body()).contains("passive copy");
        var callback =
            house.api.at(copy.url()).get("/connected_apps/callback/sandbox?state=x&code=y");
        assertThat(callback.status()).isEqualTo(503);
      } finally {
        copy.stop();
      }
    }
  }

  @Test
  void health_says_that_a_copy_is_passive_and_that_an_original_is_not() {
    try (var house = House.open(folder)) {
      assertThat(ready(house, house.server).json().has("passive")).isFalse();
      house.server.stop();
      var copy = passive();
      try {
        var ready = ready(house, copy);
        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.json().path("passive").asBoolean()).isTrue();
      } finally {
        copy.stop();
      }
    }
  }

  private static Api.Answer ready(House house, Carabiner server) {
    var management = URI.create("http://127.0.0.1:" + server.managementPort());
    return house.api.at(management).get("/health/ready");
  }

  private static void assertRefused(Api.Answer answer) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("UNAVAILABLE");
  }

  private String read() {
    try {
      return Files.readString(folder.resolve("carabiner.yaml"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
