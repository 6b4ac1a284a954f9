package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Rotation;
import dev.carabiner.server.app.Seams;
import dev.carabiner.server.callers.Workspace;
import dev.carabiner.server.outbound.OutboundAnswer;
import dev.carabiner.server.sessions.SessionId;
import dev.carabiner.server.sessions.SessionStore;
import dev.carabiner.server.story.BentWire.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Trouble that is not one session's alone: an app's credentials, a provider's wish to be left
/// alone, a provider that answers late or has moved.
@Tag("real")
class AppFaultsTest {
  private static final Duration RECOVERY = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  @DisplayName("P20 one wrong client secret is one alarm; mended, every session works by itself")
  void a_wrong_client_secret_is_one_alarm() throws Exception {
    try (var scene = new Scene(folder, Rotation.strict(), "strict")) {
      var sessions = Stream.of("1", "2", "3", "4").map(scene.house::connect).toList();
      var token = scene.token(sessions.getFirst());
      scene.reload("client-secret: provider-secret", "client-secret: another-secret");
      scene.jumpIntoTheMargin();
      assertThat(scene.token(sessions.getFirst())).isEqualTo(token);
      scene.clock.jump(Duration.ofSeconds(25));
      for (var second = 0; second < 300; second += 10) {
        for (var session : sessions)
          assertThat(scene.house.read(session).code()).isEqualTo("PROVIDER_UNAVAILABLE");
        scene.clock.jump(Duration.ofSeconds(10));
      }

      assertThat(scene.wire.calls(Operation.REFRESH)).hasSizeBetween(2, 14);
      assertThat(
              scene.events.stream()
                  .filter(event -> event.type().equals("app.credentials_rejected")))
          .hasSize(1);
      assertThat(states(scene, sessions)).containsOnly("connected");

      scene.reload("client-secret: another-secret", "client-secret: provider-secret");
      scene.within(RECOVERY, () -> sessions.stream().allMatch(scene::works));
      assertThat(scene.wire.spentTwice()).isEmpty();
    }
  }

  @Test
  @DisplayName("P20 a client secret that is mended at the provider is noticed within a minute")
  void a_secret_mended_at_the_provider_is_noticed() {
    try (var scene = new Scene(folder, Rotation.strict(), "strict")) {
      var sessions = Stream.of("1", "2", "3").map(scene.house::connect).toList();
      scene.divert(
          Operation.REFRESH, Mischief.answering(401, "", "{\"error\":\"invalid_client\"}"));
      scene.jumpPastTheEnd();
      for (var session : sessions)
        assertThat(scene.house.read(session).code()).isEqualTo("PROVIDER_UNAVAILABLE");
      scene.clock.jump(Duration.ofMinutes(3));
      scene.wire.straighten();

      scene.within(Duration.ofMinutes(1), () -> sessions.stream().allMatch(scene::works));
      assertThat(states(scene, sessions)).containsOnly("connected");
    }
  }

  @Test
  @DisplayName("P20 a session that waits for a second opinion works the moment the alarm ends")
  void a_session_that_is_due_works_the_moment_the_alarm_ends() throws Exception {
    try (var scene = new Scene(folder, Rotation.none(), "none")) {
      var denied = scene.house.connect("1");
      var probing = scene.house.connect("2");
      scene.jumpPastTheEnd();
      scene.divert(Operation.REFRESH, Mischief.answering(400, "", "{\"error\":\"invalid_grant\"}"));
      assertThat(scene.house.read(denied).status()).isEqualTo(503);
      scene.divert(
          Operation.REFRESH, Mischief.answering(401, "", "{\"error\":\"invalid_client\"}"));
      assertThat(scene.house.read(probing).code()).isEqualTo("PROVIDER_UNAVAILABLE");
      scene.wire.straighten();
      scene.clock.jump(Duration.ofSeconds(31));
      try (var hold = scene.house.sandbox.control().hold("refresh_token");
          var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var probe = threads.submit(() -> scene.works(probing));
        hold.awaitArrival();
        assertThat(scene.house.read(denied).status()).isEqualTo(503);
        hold.release();
        assertThat(probe.get()).isTrue();
      }

      assertThat(scene.works(denied)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"7, 7", "120, 120", "999999999, 900"})
  @DisplayName("P2 a provider that names a time is left alone until then, by all of its sessions")
  void a_named_time_is_waited_for_by_all(String named, int seconds) {
    try (var scene = new Scene(folder, Rotation.strict(), "strict")) {
      var sessions = Stream.of("1", "2", "3").map(scene.house::connect).toList();
      scene.jumpPastTheEnd();
      scene.divert(
          Operation.REFRESH, Mischief.answering(429, "Retry-After: " + named + "\r\n", ""));
      assertThat(scene.house.read(sessions.getFirst()).status()).isEqualTo(503);
      scene.wire.straighten();

      for (var session : sessions) {
        var answer = scene.house.read(session);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, seconds);
      }
      scene.clock.jump(Duration.ofSeconds(seconds - 4L));
      for (var session : sessions) assertThat(scene.house.read(session).status()).isEqualTo(503);
      assertThat(scene.wire.calls(Operation.REFRESH)).hasSize(1);

      scene.within(RECOVERY, () -> sessions.stream().allMatch(scene::works));
    }
  }

  @Test
  @DisplayName("P2 a refresh that a dead node may have sent is waited for, whatever the gate says")
  void a_shut_gate_does_not_wipe_out_the_doubt_that_a_dead_node_left() {
    var stores = new ArrayList<SessionStore>();
    var seams =
        new Seams(
            store -> {
              stores.add(store);
              return store;
            },
            UnaryOperator.identity(),
            UnaryOperator.identity());
    try (var scene = new Scene(folder, Rotation.strict(), "strict", seams, yaml -> yaml)) {
      var left = scene.house.connect("1");
      var other = scene.house.connect("2");
      scene.jumpPastTheEnd();
      var store = stores.getFirst();
      var session = store.find(Workspace.DEFAULT, new SessionId(left)).orElseThrow().session();
      assertThat(store.claim(session, "a-dead-node", Duration.ofSeconds(20))).isPresent();
      scene.divert(Operation.REFRESH, Mischief.answering(429, "Retry-After: 30\r\n", ""));
      assertThat(scene.house.read(other).status()).isEqualTo(503);
      scene.wire.straighten();

      scene.clock.jump(Duration.ofSeconds(21));
      assertThat(scene.house.read(left).status()).isEqualTo(503);
      scene.clock.jump(Duration.ofSeconds(12));
      assertThat(scene.works(other)).isTrue();
      assertThat(scene.house.read(left).status()).isEqualTo(503);
      assertThat(scene.wire.calls(Operation.REFRESH)).hasSize(2);

      scene.within(Duration.ofSeconds(30), () -> scene.works(left));
      assertThat(scene.wire.calls(Operation.REFRESH)).hasSize(3);
    }
  }

  @Test
  @Tag("slow")
  @DisplayName("P29 an answer after the deadline, from a connection still open, lands")
  void an_answer_after_the_deadline_lands() throws Exception {
    try (var scene = new Scene(folder, Rotation.strict(), "strict")) {
      var session = scene.house.connect("56");
      var token = scene.token(session);
      scene.jumpIntoTheMargin();
      try (var hold = scene.house.sandbox.control().hold("refresh_token")) {
        assertThat(scene.token(session)).isEqualTo(token);
        hold.awaitArrival();
        scene.clock.jump(Duration.ofSeconds(25));
        // dead: this read waits until the deadline of the decision has passed
        assertThat(scene.house.read(session).code()).isEqualTo("PROVIDER_UNAVAILABLE");
      }

      Eventually.holds(() -> scene.works(session));
      assertThat(scene.wire.calls(Operation.REFRESH)).hasSize(1);
      assertThat(scene.wire.spentTwice()).isEmpty();
    }
  }

  @Test
  @DisplayName("D13 a node that cannot reach its provider keeps no session to itself")
  void a_node_that_cannot_reach_its_provider_gives_its_claims_back() {
    try (var scene = new Scene(folder, Rotation.strict(), "strict")) {
      var session = scene.house.connect("56");
      scene.jumpPastTheEnd();
      scene.wire.bend(
          Operation.REFRESH, (_, _, _) -> new OutboundAnswer.NotSent(false, "no route"));
      assertThat(scene.house.read(session).status()).isEqualTo(503);
      scene.wire.straighten();

      // well before the lease of 20 s is over
      scene.within(Duration.ofSeconds(3), () -> scene.works(session));
    }
  }

  private static List<String> states(Scene scene, List<String> sessions) {
    return sessions.stream().map(id -> scene.house.show(id).text("state")).toList();
  }
}
