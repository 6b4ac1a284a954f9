package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Rotation;
import dev.carabiner.server.app.Seams;
import dev.carabiner.server.store.PostgresServer;
import dev.carabiner.server.store.StallingProxy;
import dev.carabiner.vault.MasterKey;
import dev.carabiner.vault.Reveal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node between its provider and a PostgreSQL server that cannot always be reached.
@Tag("real")
class DatabaseFaultsTest {
  private static final Duration LIFE = Duration.ofSeconds(4);

  /// Three seconds, and what a busy machine adds.
  private static final Duration GIVEN_UP = Duration.ofSeconds(4);

  private static final Duration BACK = Duration.ofSeconds(5);

  @TempDir static Path folder;
  private static PostgresServer postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = PostgresServer.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @Test
  @DisplayName("D1, D2, D12 a dead network to the database: 503 soon, not ready, and nothing lost")
  void a_network_that_dies_under_a_refresh_loses_nothing() throws Exception {
    var url = postgres.newDatabase();
    try (var proxy = new StallingProxy(postgres.port());
        var house =
            open(
                "one",
                url.replace(":" + postgres.port(), ":" + proxy.port()),
                InstantSource.system());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var session = house.connect("56");
      var token = house.read(session).text("access_token");
      Eventually.holds(() -> house.provider(token) == 401);
      try (var hold = house.sandbox.control().hold("refresh_token")) {
        var read = threads.submit(() -> house.read(session).status());
        hold.awaitArrival();
        var api = house.api.as(House.CLIENT_ID);
        proxy.stall(true);
        hold.release();

        var begun = System.nanoTime();
        var refused = api.get("/api/v1/connected_apps/token?session_id=" + session);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(GIVEN_UP);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(ready(house)).isEqualTo(503);

        proxy.stall(false);
        var end = System.nanoTime() + BACK.toNanos();
        while (ready(house) != 200) assertThat(System.nanoTime()).isLessThan(end);
        assertThat(read.get()).isIn(200, 503);
      }
      Eventually.holds(() -> house.read(session).status() == 200);
      var refreshes = house.sandbox.ledger().tokenRequests("refresh_token");
      assertThat(refreshes).allMatch(entry -> entry.status().orElse(0) == 200);
      assertThat(refreshes.stream().map(entry -> entry.asked().tokens().get("refresh_token")))
          .doesNotHaveDuplicates();
      assertThat(house.show(session).text("state")).isEqualTo("connected");
    }
  }

  @Test
  @DisplayName("D1 a database that refuses connections: 503 soon, and soon back")
  void a_database_that_is_gone_is_told_soon_and_used_again_soon() throws Exception {
    var url = postgres.newDatabase();
    try (var proxy = new StallingProxy(postgres.port());
        var house =
            open(
                "gone",
                url.replace(":" + postgres.port(), ":" + proxy.port()),
                InstantSource.system())) {
      var session = house.connect("56");
      var api = house.api.as(House.CLIENT_ID);
      proxy.refuse(true);
      for (var i = 0; i < 5; i++) {
        var begun = System.nanoTime();
        var refused = api.get("/api/v1/connected_apps/token?session_id=" + session);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(GIVEN_UP);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isNotEmpty();
      }
      proxy.refuse(false);
      var end = System.nanoTime() + BACK.toNanos();
      while (api.get("/api/v1/connected_apps/token?session_id=" + session).status() != 200)
        assertThat(System.nanoTime()).isLessThan(end);
    }
  }

  @Test
  @DisplayName("D11 a node whose clock is ten minutes off goes by the database's")
  void a_node_whose_clock_is_off_goes_by_the_databases() throws Exception {
    for (var off : new Duration[] {Duration.ofMinutes(10), Duration.ofMinutes(-10)}) {
      var clock = new JumpingClock();
      clock.jump(off);
      try (var house = open("off" + off.toMinutes(), postgres.newDatabase(), clock)) {
        var session = house.connect("56");
        var token = house.read(session).text("access_token");
        assertThat(house.provider(token)).isEqualTo(200);
        Eventually.holds(() -> house.provider(token) == 401);

        var next = house.read(session);
        assertThat(next.status()).isEqualTo(200);
        assertThat(house.provider(next.text("access_token"))).isEqualTo(200);
      }
    }
  }

  private static House open(String name, String database, InstantSource clock) throws Exception {
    var home = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        home.resolve("master.key"),
        MasterKey.generate(new SecureRandom()).reveal(Reveal.TO_THE_PERSON_WHO_MADE_IT));
    return House.open(
        home,
        sandbox ->
            sandbox
                .withRotation(Rotation.strict())
                .withAccessTokenLifetime(LIFE)
                .withClock(InstantSource.system()),
        yaml -> yaml.replace("sqlite:data/carabiner.db", database),
        clock,
        Seams.NONE);
  }

  private static int ready(House house) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + house.server.managementPort() + "/health/ready"))
              .build();
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }
}
