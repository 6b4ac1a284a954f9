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
              yaml -> yaml.replace("sqlite:data/carabiner.db", database))) {
        var yaml = Files.readString(folder.resolve("carabiner.yaml"));
        var port = House.freePort();
        var secondFolder = folder.resolve("second");
        var second =
            House.start(
                secondFolder,
                yaml.replaceFirst("listen: 127.0.0.1:\\d+", "listen: 127.0.0.1:" + port)
                    .replace("file:master.key", "file:../master.key"));
        try {
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
                    IntStream.range(0, 40)
                        .mapToObj(reader -> reader % 2 == 0 ? here : there)
                        .toList());
            for (var answer : answers) assertThat(answer.get().status()).isEqualTo(200);
            assertThat(
                    answers.stream()
                        .map(answer -> answer.resultNow().text("access_token"))
                        .distinct())
                .hasSize(1);
          }
          assertThat(house.sandbox.ledger().tokenRequests("refresh_token")).hasSize(1);

          house.revoke(session);
          assertThat(other.get("/api/v1/connected_apps/token?session_id=" + session).code())
              .isEqualTo("INVALID_SESSION");
        } finally {
          second.stop();
        }
      }
    }
  }
}
