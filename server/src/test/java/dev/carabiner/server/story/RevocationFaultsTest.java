package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Endpoint;
import dev.carabiner.sandbox.Rotation;
import dev.carabiner.server.story.BentWire.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Revocations at a provider in trouble: final here in the commit that answers, whatever the
/// provider does, and told to the provider as soon as it listens. What is about the tokens of an
/// answer has no place here.
@Tag("real")
class RevocationFaultsTest {
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(2);

  /// Answers that say yes, or a no that will not change: nothing is asked again after them.
  private static final Set<ProviderTrouble> FINAL =
      Set.of(
          ProviderTrouble.P7_SHOWS_A_PAGE,
          ProviderTrouble.P7_SHOWS_A_BARRIER,
          ProviderTrouble.P8_HIDES_TROUBLE,
          ProviderTrouble.P22_ANSWERS_401_WITH_A_PAGE,
          ProviderTrouble.P24_REDIRECTS,
          ProviderTrouble.P25_COMPRESSES);

  @TempDir static Path folder;
  private static Scene scene;

  @BeforeAll
  static void open() {
    scene = new Scene(folder, Rotation.strict(), "strict");
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      mode = EnumSource.Mode.MATCH_NONE,
      names = {"P9_.*", "P16_.*", "P1_ANSWERS_504", "P2_ANSWERS_429_WITH_NONSENSE"})
  void a_revocation_in_trouble_is_final_here_and_told_when_the_provider_listens(
      ProviderTrouble trouble) {
    var session = scene.house.connect(scene.user());
    scene.wire.forget();
    trouble.impose(scene, Operation.REVOKE);

    assertThat(scene.house.revoke(session).status()).isEqualTo(200);
    assertThat(scene.house.read(session).code()).isEqualTo("INVALID_SESSION");
    assertThat(scene.house.revoke(session).status()).isEqualTo(200);
    var told = told();
    if (!trouble.sendsNothing())
      Eventually.holds(() -> !scene.wire.calls(Operation.REVOKE).isEmpty());
    scene.wire.straighten();

    if (!FINAL.contains(trouble))
      Eventually.holds(() -> {
        scene.clock.jump(Duration.ofSeconds(1));
        return told() > told;
      });
    assertThat(scene.house.read(session).code()).isEqualTo("INVALID_SESSION");
    assertThat(scene.mischief.paths()).doesNotContain("/elsewhere");
    assertThat(scene.events(session, "session.revoked")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"404", "405", "400 unsupported_token_type", "400 invalid_token"})
  @DisplayName("P27 a provider that cannot revoke is asked once, and the session is revoked here")
  void a_provider_that_cannot_revoke_is_not_asked_again(String answer) {
    var session = scene.house.connect(scene.user());
    scene.wire.forget();
    var parts = answer.split(" ");
    var body = parts.length > 1 ? "{\"error\":\"" + parts[1] + "\"}" : "";
    scene.divert(Operation.REVOKE, Mischief.answering(Integer.parseInt(parts[0]), "", body));

    assertThat(scene.house.revoke(session).status()).isEqualTo(200);
    Eventually.holds(() -> !scene.wire.calls(Operation.REVOKE).isEmpty());
    scene.wire.straighten();
    scene.clock.jump(LONGEST_BACKOFF);
    var other = scene.house.connect(scene.user());
    scene.house.revoke(other);
    var told = told();
    Eventually.holds(() -> told() > told || scene.wire.calls(Operation.REVOKE).size() > 1);

    assertThat(
            scene.wire.calls(Operation.REVOKE).stream()
                .filter(call -> call.spent().equals(first()))
                .count())
        .isEqualTo(1);
    assertThat(scene.house.read(session).code()).isEqualTo("INVALID_SESSION");
  }

  private static String first() {
    return scene.wire.calls(Operation.REVOKE).getFirst().spent();
  }

  private static long told() {
    return scene.house.sandbox.ledger().entries(Endpoint.REVOKE).stream()
        .filter(entry -> entry.status().orElse(0) == 200)
        .count();
  }
}
