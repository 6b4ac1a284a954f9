package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Fault;
import dev.carabiner.sandbox.Rotation;
import dev.carabiner.sandbox.Selection;
import dev.carabiner.server.story.BentWire.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What providers answer to a refresh that says something about the tokens: rotation, its loss, odd
/// grants, and the end of a grant.
@Tag("real")
class RotationFaultsTest {
  private static final Duration RECOVERY = Duration.ofSeconds(30);

  @TempDir Path folder;
  private Scene scene;

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest
  @CsvSource({"none, none", "grace, grace", "strict, strict"})
  @DisplayName("P11, P13, P14, P15 over five refreshes no old refresh token comes back")
  void no_old_refresh_token_comes_back(String rotation, String policy) {
    open(rotation, policy);
    var session = scene.house.connect("56");
    for (var round = 0; round < 5; round++) {
      var token = scene.token(session);
      scene.jumpPastTheEnd();
      assertThat(scene.works(session)).isTrue();
      assertThat(scene.token(session)).isNotEqualTo(token);
    }
    assertThat(scene.wire.calls(Operation.REFRESH)).hasSize(5);
    assertThat(scene.wire.spentTwice()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"none, none", "grace, grace"})
  @DisplayName("P4, P6, P15 an answer lost on the way is asked for again where that does no harm")
  void a_lost_answer_costs_nothing_where_the_old_token_stays_good(String rotation, String policy) {
    open(rotation, policy);
    var session = scene.house.connect("56");
    var token = scene.token(session);
    scene.jumpIntoTheMargin();
    scene.house.sandbox.control().fail(Fault.atToken("refresh_token").cut(Fault.Cut.AFTER));

    scene.within(RECOVERY, () -> scene.works(session) && !scene.token(session).equals(token));

    assertThat(scene.wire.calls(Operation.REFRESH)).hasSize(2);
    assertThat(scene.events(session, "session.needs_reconnect")).isZero();
  }

  @Test
  @DisplayName("P4, P6, P14 a strict provider's lost answer is served to its end, then named")
  void a_strict_providers_lost_answer_is_named() {
    open("strict", "strict");
    var session = scene.house.connect("56");
    var token = scene.token(session);
    scene.jumpIntoTheMargin();
    scene.house.sandbox.control().fail(Fault.atToken("refresh_token").cut(Fault.Cut.AFTER));

    for (var second = 0; second < 18; second += 3) {
      assertThat(scene.token(session)).isEqualTo(token);
      assertThat(scene.house.provider(token)).isEqualTo(200);
      scene.clock.jump(Duration.ofSeconds(3));
    }
    assertThat(scene.wire.calls(Operation.REFRESH)).hasSize(1);

    scene.within(RECOVERY, () -> scene.house.read(session).code().equals("RECONNECT_REQUIRED"));
    assertThat(scene.house.show(session).text("reason")).isEqualTo("rotation_lost");
    assertThat(scene.wire.calls(Operation.REFRESH)).hasSize(2);
    assertThat(scene.events(session, "session.needs_reconnect")).isEqualTo(1);
  }

  @Test
  @DisplayName("P4, P6, P14 a strict provider that never did the first refresh does the second")
  void a_strict_provider_that_did_nothing_loses_nothing() {
    open("strict", "strict");
    var session = scene.house.connect("56");
    scene.jumpIntoTheMargin();
    scene.house.sandbox.control().fail(Fault.atToken("refresh_token").cut(Fault.Cut.BEFORE));
    scene.token(session);
    scene.clock.jump(Duration.ofSeconds(25));

    scene.within(RECOVERY, () -> scene.works(session));

    assertThat(scene.wire.calls(Operation.REFRESH)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "expires_in":"3600"        | 3600
          "expires_in":900           | 900
          "expires_in":900.5         | 900
          "expires_in":0             | 3600
          "expires_in":-1            | 3600
          "expires_in":1000000000000 | 3600
          "expires_in":null          | 3600
          "expires_in":[]            | 3600
          "scope":"notes.read"       | 3600
          "refresh_token":""         | 3600
          "refresh_token":null       | 3600
          """)
  @DisplayName("P10, P11, P12, P17 an odd answer to a refresh is read by a fixed table")
  void an_odd_answer_is_read_by_a_table(String oddity, int life) {
    open("none", "none");
    var session = scene.house.connect("56");
    scene.jumpPastTheEnd();
    scene.divert(
        Operation.REFRESH,
        Mischief.answering(200, "", "{\"access_token\":\"TT-odd\"," + oddity.strip() + "}"));

    var answer = scene.house.read(session);
    for (var reads = 0; reads < 5; reads++) assertThat(scene.token(session)).isEqualTo("TT-odd");

    var end = Instant.parse(answer.text("access_token_expiry"));
    assertThat(Duration.between(scene.clock.instant(), end))
        .isBetween(Duration.ofSeconds(life - 20L), Duration.ofSeconds(life));
    assertThat(scene.wire.calls(Operation.REFRESH)).hasSize(1);
    var narrowed = oddity.contains("scope");
    assertThat(scene.events(session, "session.scopes_changed")).isEqualTo(narrowed ? 1 : 0);

    scene.wire.straighten();
    scene.clock.jump(Duration.ofSeconds(life));
    scene.within(RECOVERY, () -> scene.works(session));
  }

  @Test
  @DisplayName("P18 the same access token again gets its new end and is not asked for once more")
  void the_same_access_token_again_is_accepted() {
    open("none", "none");
    var session = scene.house.connect("56");
    var token = scene.token(session);
    scene.jumpPastTheEnd();
    scene.divert(
        Operation.REFRESH,
        Mischief.answering(200, "", "{\"access_token\":\"" + token + "\",\"expires_in\":600}"));

    for (var reads = 0; reads < 5; reads++) assertThat(scene.token(session)).isEqualTo(token);
    assertThat(scene.wire.calls(Operation.REFRESH)).hasSize(1);
  }

  @Test
  @DisplayName("P19 a token whose own words say that it is long dead is served by our clock")
  void a_token_that_says_it_is_dead_starts_no_loop() {
    open("none", "none");
    var session = scene.house.connect("56");
    scene.jumpPastTheEnd();
    scene.divert(
        Operation.REFRESH,
        Mischief.answering(
            200,
            "Date: Thu, 01 Jan 2015 00:00:00 GMT\r\n",
            "{\"access_token\":\"eyJhbGciOiJub25lIn0.eyJleHAiOjF9.\",\"expires_in\":600}"));

    for (var second = 0; second < 60; second += 2) {
      assertThat(scene.house.read(session).status()).isEqualTo(200);
      scene.clock.jump(Duration.ofSeconds(2));
    }
    assertThat(scene.wire.calls(Operation.REFRESH)).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  @DisplayName("P21 one invalid_grant is a slip where asking again does no harm")
  void one_invalid_grant_is_a_slip() {
    open("none", "none");
    var session = scene.house.connect("56");
    scene.jumpPastTheEnd();
    scene.house.sandbox.control().fail(Fault.atToken("refresh_token").error("invalid_grant"));

    assertThat(scene.house.read(session).code()).isEqualTo("PROVIDER_UNAVAILABLE");
    scene.within(RECOVERY, () -> scene.works(session));
    assertThat(scene.wire.calls(Operation.REFRESH)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"none, none, 2", "strict, strict, 1"})
  @DisplayName("P28 a grant withdrawn at the provider is asked for once or twice, and never again")
  void a_withdrawn_grant_is_no_loop(String rotation, String policy, int asked) {
    open(rotation, policy);
    var session = scene.house.connect("56");
    scene.house.sandbox.control().withdraw(Selection.all());
    scene.jumpPastTheEnd();

    scene.within(
        Duration.ofSeconds(45),
        () -> scene.house.read(session).code().equals("RECONNECT_REQUIRED"));
    for (var minute = 0; minute < 20; minute++) {
      assertThat(scene.house.read(session).code()).isEqualTo("RECONNECT_REQUIRED");
      scene.clock.jump(Duration.ofMinutes(1));
    }

    assertThat(scene.wire.calls(Operation.REFRESH)).hasSize(asked);
    assertThat(scene.house.show(session).text("reason")).isEqualTo("grant_revoked");
    assertThat(scene.events(session, "session.needs_reconnect")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"invalid_request", "unheard_of"})
  @DisplayName("P8, P28 a no that says nothing about the grant leaves the session connected")
  void an_unknown_no_leaves_the_session(String error) {
    open("strict", "strict");
    var session = scene.house.connect("56");
    scene.jumpPastTheEnd();
    scene.divert(Operation.REFRESH, Mischief.answering(200, "", "{\"error\":\"" + error + "\"}"));
    for (var minute = 0; minute < 5; minute++) {
      assertThat(scene.house.read(session).status()).isEqualTo(503);
      scene.clock.jump(Duration.ofMinutes(1));
    }
    assertThat(scene.wire.calls(Operation.REFRESH)).hasSizeLessThanOrEqualTo(5);
    scene.wire.straighten();
    scene.within(RECOVERY, () -> scene.works(session));
  }

  private void open(String rotation, String policy) {
    scene =
        new Scene(
            folder,
            switch (rotation) {
              case "none" -> Rotation.none();
              case "grace" -> Rotation.rotate(Duration.ofMinutes(10));
              default -> Rotation.strict();
            },
            policy);
  }
}
