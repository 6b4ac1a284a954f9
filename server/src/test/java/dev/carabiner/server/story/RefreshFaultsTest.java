package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Rotation;
import dev.carabiner.server.story.BentWire.Operation;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Refreshes of a provider in trouble: the stored token is served while it lives, then reads are
/// told to come back, and within 30 seconds after the trouble's end everything works again. The
/// provider gives every refresh token once and ends the grant at a second use, so what is spent
/// twice shows.
@Tag("real")
class RefreshFaultsTest {
  private static final Duration RECOVERY = Duration.ofSeconds(30);
  private static final int MOST_TRIES_IN_A_MINUTE = 14;

  @TempDir static Path folder;
  private static Scene strict;
  private static Scene lasting;

  @BeforeAll
  static void open() {
    strict = new Scene(folder.resolve("strict"), Rotation.strict(), "strict");
    lasting = new Scene(folder.resolve("lasting"), Rotation.none(), "none");
  }

  @AfterAll
  static void close() {
    strict.close();
    lasting.close();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void a_strict_provider_in_trouble_costs_no_token(ProviderTrouble trouble) {
    goesOn(strict, trouble);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void a_provider_without_rotation_in_trouble_costs_no_token(ProviderTrouble trouble) {
    goesOn(lasting, trouble);
  }

  private static void goesOn(Scene scene, ProviderTrouble trouble) {
    var session = scene.house.connect(scene.user());
    var token = scene.token(session);
    scene.wire.forget();
    scene.jumpIntoTheMargin();
    trouble.impose(scene, Operation.REFRESH);
    try {
      for (var second = 0; second < 15; second += 5) {
        assertThat(scene.token(session)).isEqualTo(token);
        scene.clock.jump(Duration.ofSeconds(5));
      }
      var sent = scene.wire.calls(Operation.REFRESH).size();
      if (trouble.sendsNothing()) assertThat(sent).isZero();
      else assertThat(sent).isBetween(1, MOST_TRIES_IN_A_MINUTE);

      scene.clock.jump(Duration.ofSeconds(10));
      for (var second = 0; second < 45; second += 9) {
        var answer = scene.house.read(session);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("PROVIDER_UNAVAILABLE");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 30);
        scene.clock.jump(Duration.ofSeconds(9));
      }
      assertThat(scene.house.show(session).text("state")).isEqualTo("connected");
      assertThat(scene.wire.calls(Operation.REFRESH).size())
          .isLessThanOrEqualTo(MOST_TRIES_IN_A_MINUTE);
      assertThat(scene.mischief.paths()).doesNotContain("/elsewhere");
    } finally {
      scene.wire.straighten();
    }

    scene.within(RECOVERY, () -> scene.works(session));
    assertThat(scene.token(session)).isNotEqualTo(token);
    assertThat(scene.wire.spentTwice()).isEmpty();
    assertThat(scene.events(session, "session.needs_reconnect")).isZero();
    scene.house.revoke(session);
  }
}
