package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Endpoint;
import dev.carabiner.sandbox.RegisteredClient;
import dev.carabiner.sandbox.Rotation;
import dev.carabiner.sandbox.Sandbox;
import dev.carabiner.sandbox.SandboxSettings;
import dev.carabiner.server.app.Seams;
import dev.carabiner.server.story.BentWire.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many at once: what the provider sees stays one refresh for each session, and few of them at a
/// time.
@Tag("real")
class StormTest {
  private static final int READERS = 1_000;
  private static final int SESSIONS = 120;
  private static final int MOST_IN_FLIGHT = 50;
  private static final int MOST_ROUNDS = 20;
  private static final Duration RECOVERY = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  @DisplayName("L1 a thousand reads at expiry are one refresh and one answer")
  void a_thousand_reads_at_expiry_are_one_refresh() throws Exception {
    try (var scene = new Scene(folder, Rotation.strict(), "strict")) {
      var session = scene.house.connect("56");
      scene.jumpPastTheEnd();
      var api = scene.house.api.as(House.CLIENT_ID);
      var answers =
          together(
              Collections.nCopies(READERS, session),
              id -> api.get("/api/v1/connected_apps/token?session_id=" + id));

      assertThat(answers.stream().map(Api.Answer::status).distinct()).containsExactly(200);
      assertThat(answers.stream().map(answer -> answer.text("access_token")).distinct()).hasSize(1);
      assertThat(scene.wire.calls(Operation.REFRESH)).hasSize(1);
    }
  }

  @Test
  @DisplayName("L2, L4 sessions that expire together are refreshed once each, also over a restart")
  void sessions_that_expire_together_are_refreshed_once_each() throws Exception {
    expireTogether(SESSIONS);
  }

  @Test
  @Tag("long")
  @DisplayName("L2, L4 ten thousand sessions that expire together are refreshed once each")
  void ten_thousand_sessions_that_expire_together_are_refreshed_once_each() throws Exception {
    expireTogether(10_000);
  }

  private void expireTogether(int many) throws Exception {
    try (var scene = new Scene(folder, Rotation.strict(), "strict")) {
      var sessions = connect(scene, many);
      scene.jumpPastTheEnd();
      everyoneWorks(scene, sessions);
      assertThat(scene.wire.calls(Operation.REFRESH)).hasSize(many);

      scene.jumpPastTheEnd();
      scene.house.server.stop();
      var yaml = Files.readString(folder.resolve("carabiner.yaml"));
      var again =
          House.start(
              folder,
              yaml,
              scene.clock,
              new Seams(UnaryOperator.identity(), scene.wire::around, UnaryOperator.identity()));
      try {
        everyoneWorks(scene, sessions);
      } finally {
        again.stop();
      }
      assertThat(scene.wire.calls(Operation.REFRESH)).hasSize(2 * many);
      assertThat(scene.wire.spentTwice()).isEmpty();
      assertThat(scene.wire.mostAtOnce()).isBetween(2, MOST_IN_FLIGHT);
    }
  }

  @Test
  @DisplayName("L3 a provider that asks everybody to wait for a minute costs no living token")
  void a_minute_of_waiting_costs_no_living_token() throws Exception {
    try (var scene = new Scene(folder, Rotation.strict(), "strict")) {
      var sessions = connect(scene, SESSIONS / 2);
      scene.clock.jump(Scene.LIFE.minusMinutes(5));
      scene.divert(Operation.REFRESH, Mischief.answering(429, "", ""));
      for (var second = 0; second < 60; second += 15) {
        for (var session : sessions) assertThat(scene.house.read(session).status()).isEqualTo(200);
        scene.clock.jump(Duration.ofSeconds(15));
      }
      // one call for each shut gate, not one for each session
      assertThat(scene.wire.calls(Operation.REFRESH)).hasSizeLessThan(sessions.size());
      scene.wire.straighten();
      scene.clock.jump(Duration.ofMinutes(5));
      scene.within(RECOVERY, () -> sessions.stream().allMatch(scene::works));
      assertThat(scene.wire.spentTwice()).isEmpty();
    }
  }

  @Test
  @DisplayName("L5 a provider that is dead does not slow down another")
  void a_dead_provider_slows_down_no_other() throws Exception {
    var client = RegisteredClient.confidential("carabiner", "provider-secret").withAnyLoopback();
    try (var dead =
            Sandbox.start(
                SandboxSettings.defaults()
                    .withClients(client)
                    .withAutomaticConsent(true)
                    .withAccessTokenLifetime(Scene.LIFE));
        var scene =
            new Scene(
                folder,
                Rotation.none(),
                "none",
                Seams.NONE,
                yaml -> withSecondProvider(yaml, dead));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting =
          IntStream.range(0, 20)
              .mapToObj(i -> {
                var link = scene.house.link("dead", "d" + i);
                new Browser().connect(link.text("url"));
                return link.text("session_id");
              })
              .toList();
      var living = connect(scene, 20);
      scene.jumpPastTheEnd();
      try (var hold = dead.control().hold("refresh_token")) {
        waiting.forEach(id -> threads.submit(() -> scene.house.read(id)));
        hold.awaitArrivals(10);
        var begun = System.nanoTime();
        assertThat(together(living, scene.house::read).stream().map(Api.Answer::status).distinct())
            .containsExactly(200);
        // far below the deadline for which the others wait
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        assertThat(dead.ledger().entries(Endpoint.TOKEN)).isNotEmpty();
      }
    }
  }

  @Test
  @DisplayName("L7 sessions that are revoked together under reads are never read again")
  void revoked_together_under_reads() throws Exception {
    // one account consents to all of them: told of the last alone, the provider is told of few
    UnaryOperator<String> eachIsTold =
        yaml ->
            yaml.replace("- key: straight\n", "- key: straight\n    revoke-at-provider: always\n");
    try (var scene = new Scene(folder, Rotation.strict(), "strict", Seams.NONE, eachIsTold)) {
      var sessions = connect(scene, SESSIONS / 2);
      scene.jumpPastTheEnd();
      var after =
          together(
              Stream.concat(sessions.stream(), sessions.stream().map(id -> "read " + id)).toList(),
              id -> {
                if (id.startsWith("read ")) return scene.house.read(id.substring(5));
                assertThat(scene.house.revoke(id).status()).isEqualTo(200);
                var read = scene.house.read(id);
                assertThat(read.code()).isEqualTo("INVALID_SESSION");
                return read;
              });

      assertThat(after).hasSize(sessions.size() * 2);
      for (var session : sessions)
        assertThat(scene.house.read(session).code()).isEqualTo("INVALID_SESSION");
      assertThat(scene.wire.spentTwice()).isEmpty();
      Eventually.holds(() -> {
        scene.clock.jump(Duration.ofSeconds(5));
        return scene.wire.calls(Operation.REVOKE).size() >= sessions.size();
      });
      assertThat(scene.wire.mostAtOnce()).isLessThanOrEqualTo(MOST_IN_FLIGHT);
    }
  }

  private static List<String> connect(Scene scene, int many) {
    return IntStream.range(0, many)
        .mapToObj(i -> {
          var link = scene.house.link("straight", "s" + i);
          assertThat(new Browser().connect(link.text("url")).getQuery()).doesNotContain("error=");
          return link.text("session_id");
        })
        .toList();
  }

  /// Everybody gets a token in the end; whom the provider could not serve in time is told to come
  /// back, never that the grant is gone.
  private static void everyoneWorks(Scene scene, List<String> sessions) throws Exception {
    var waiting = sessions;
    for (var round = 0; !waiting.isEmpty(); round++) {
      assertThat(round).as("rounds of reads").isLessThan(MOST_ROUNDS);
      var asked = waiting;
      var answers = together(asked, scene.house::read);
      assertThat(answers.stream().map(Api.Answer::status)).isSubsetOf(200, 503);
      waiting =
          IntStream.range(0, asked.size())
              .filter(i -> answers.get(i).status() != 200)
              .mapToObj(asked::get)
              .toList();
    }
  }

  /// All of them at once, as far as one process may hold connections open.
  private static List<Api.Answer> together(List<String> ids, Function<String, Api.Answer> what)
      throws Exception {
    try (var threads = Executors.newFixedThreadPool(READERS, Thread.ofVirtual().factory())) {
      var answers = new ArrayList<Api.Answer>();
      var asked =
          threads.invokeAll(
              ids.stream().<Callable<Api.Answer>>map(id -> () -> what.apply(id)).toList());
      for (var each : asked) answers.add(each.get());
      return answers;
    }
  }

  private static String withSecondProvider(String yaml, Sandbox other) {
    return yaml.replace("allow: [", "allow: [" + other.issuer().getRawAuthority() + ", ")
        .replace(
            "apps:\n",
            """
              - id: dead-id
                name: Dead
                issuer: %s
            apps:
              - key: dead
                name: Dead notes
                provider: dead-id
                rotation-policy: none
                client-id: carabiner
                client-secret: provider-secret
                scopes: [openid, offline_access, notes.read]
                callback-url: http://127.0.0.1:9/connected
                linking: open
            """
                .formatted(other.issuer()));
  }
}
