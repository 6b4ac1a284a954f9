package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Rotation;
import dev.carabiner.server.store.PostgresServer;
import dev.carabiner.vault.MasterKey;
import dev.carabiner.vault.Reveal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class PostgresStoryTest {
  @TempDir Path folder;

  @Test
  void two_nodes_on_one_database_share_a_connection_and_its_one_refresh() throws Exception {
    onTwoNodes((house, port) -> {
      var session = house.connect("56");
      var token = house.read(session).text("access_token");
      Eventually.holds(() -> house.provider(token) == 401);

      var other = house.api.sameAt(port);
      Callable<Api.Answer> here = () -> house.read(session);
      Callable<Api.Answer> there =
          () -> other.get("/api/v1/connected_apps/token?session_id=" + session);
      try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
        var answers =
            readers.invokeAll(
                IntStream.range(0, 40).mapToObj(reader -> reader % 2 == 0 ? here : there).toList());
        for (var answer : answers) assertThat(answer.get().status()).isEqualTo(200);
        assertThat(
                answers.stream().map(answer -> answer.resultNow().text("access_token")).distinct())
            .hasSize(1);
      }
      assertThat(house.sandbox.ledger().tokenRequests("refresh_token")).hasSize(1);

      house.revoke(session);
      assertThat(other.get("/api/v1/connected_apps/token?session_id=" + session).code())
          .isEqualTo("INVALID_SESSION");
    });
  }

  @Test
  void an_app_and_a_client_made_at_one_node_count_at_the_other_at_once() throws Exception {
    onTwoNodes((house, port) -> {
      var clients = "/api/v1/connected_apps/clients";
      var sessions = "/api/v1/connected_apps/sessions";
      var made = house.api.post(clients, "{\"scopes\":[\"read:connected_apps\"]}");
      var token = house.api.token(made.text("id"), made.text("secret")).text("access_token");
      var other = house.api.sameAt(port);
      assertThat(other.withBearer(token).get(sessions).status()).isEqualTo(200);
      house.api.call("PATCH", clients + "/" + made.text("id"), "{\"enabled\":false}");
      assertThat(other.withBearer(token).get(sessions).code()).isEqualTo("INVALID_TOKEN");

      Managed.make(house);
      assertThat(other.get(Managed.ONE).text("name")).isEqualTo("Acme");
      other.call("PATCH", Managed.ONE, "{\"name\":\"Acme notes\"}");
      assertThat(house.api.get(Managed.ONE).text("name")).isEqualTo("Acme notes");
      var link = "/api/v1/connected_apps/auth_url?key_code_ref=acme&user_id=56";
      assertThat(other.get(link).status()).isEqualTo(200);
    });
  }

  private interface Story {
    void happens(House house, int port) throws Exception;
  }

  private void onTwoNodes(Story story) throws Exception {
    try (var postgres = PostgresServer.start(folder)) {
      Files.writeString(
          folder.resolve("master.key"),
          MasterKey.generate(new SecureRandom()).reveal(Reveal.TO_THE_PERSON_WHO_MADE_IT));
      var database = postgres.newDatabase();
      try (var house =
          House.open(
              folder,
              sandbox ->
                  sandbox
                      .withRotation(Rotation.strict())
                      .withAccessTokenLifetime(Duration.ofSeconds(4)),
              yaml ->
                  yaml.replace("sqlite:data/carabiner.db", database)
                      .replace(
                          "delete:connected_apps]",
                          "delete:connected_apps, manage:connected_apps]"))) {
        var yaml = Files.readString(folder.resolve("carabiner.yaml"));
        var port = House.freePort();
        var secondFolder = folder.resolve("second");
        var second =
            House.start(
                secondFolder,
                yaml.replaceFirst("listen: 127.0.0.1:\\d+", "listen: 127.0.0.1:" + port)
                    .replace("file:master.key", "file:../master.key"));
        try {
          story.happens(house, port);
        } finally {
          second.stop();
        }
      }
    }
  }
}
