package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Rotation;
import dev.carabiner.server.story.BentWire.Operation;
import dev.carabiner.server.story.NthCall.How;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Every call to the store, the journal and the provider fails once: the first, the second, and so
/// on until a run has none left that could. After each run all must be well again by itself.
@Tag("real")
class NthCallTest {
  private static final Duration RECOVERY = Duration.ofSeconds(60);
  private static final Pattern CODE = Pattern.compile("connect_code=([A-Za-z0-9_-]{43})");
  private static final String COMPLETE = "/api/v1/connected_apps/complete";

  private final NthCall calls = new NthCall();
  @TempDir Path folder;
  private Scene scene;

  @AfterEach
  void close() {
    scene.close();
  }

  /// One run: what is done while the call fails, and what must hold after it.
  private interface Run {
    void go(int n, How how);
  }

  @ParameterizedTest
  @EnumSource
  void a_connect_ends_connected_or_named_and_no_code_is_sent_twice(How how) {
    open("strict");
    untilNoneIsLeft(
        how,
        3,
        (n, _) -> {
          scene.wire.forget();
          // what is known of the provider is asked for anew in every run
          scene.jumpPastTheEnd();
          calls.arm(n, how);
          var link = scene.house.link("sandbox", scene.user());
          if (link.status() == 200) walk(link.text("url"));
          var failed = calls.disarm();
          if (link.status() != 200) return;

          var session = link.text("session_id");
          scene.within(
              Duration.ofMinutes(2),
              () -> {
                if (scene.house.show(session).text("state").equals("pending"))
                  scene.clock.jump(Duration.ofSeconds(30));
                return !scene.house.show(session).text("state").equals("pending")
                    || isUnused(session);
              });
          switch (scene.house.show(session).text("state")) {
            case "connected" -> assertThat(scene.works(session)).as(failed + "").isTrue();
            case "expired" ->
                assertThat(scene.house.show(session).text("reason"))
                    .as(failed + "")
                    .isIn("exchange_unknown", "provider_error", "link_expired");
            case String state -> assertThat(state).isEqualTo("pending");
          }
          assertThat(scene.wire.spentTwice()).as(failed + "").isEmpty();
          scene.house.revoke(session);
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE", "AFTER"})
  void a_read_is_refused_once_and_then_answered(How how) {
    open("strict");
    var session = scene.house.connect("56");
    var token = scene.token(session);
    untilNoneIsLeft(
        how,
        1,
        (n, _) -> {
          calls.arm(n, how);
          assertThat(scene.house.read(session).status()).isIn(200, 503);
          calls.disarm();
          assertThat(scene.token(session)).isEqualTo(token);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "none, BEFORE", "none, UNANSWERED", "none, AFTER",
    "grace, BEFORE", "grace, UNANSWERED", "grace, AFTER",
    "strict, BEFORE", "strict, UNANSWERED", "strict, AFTER"
  })
  void a_refresh_loses_no_token_but_where_nobody_could_keep_it(String policy, How how) {
    open(policy);
    untilNoneIsLeft(
        how,
        1,
        (n, _) -> {
          var session = scene.house.connect(scene.user());
          scene.jumpPastTheEnd();
          calls.arm(n, how);
          assertThat(scene.house.read(session).status()).isIn(200, 503);
          var failed = calls.disarm();

          var lost =
              policy.equals("strict")
                  && failed.filter(call -> call.equals("AFTER POST /token")).isPresent();
          if (lost) {
            scene.within(
                RECOVERY, () -> scene.house.read(session).code().equals("RECONNECT_REQUIRED"));
            assertThat(scene.house.show(session).text("reason")).isEqualTo("rotation_lost");
          } else {
            scene.within(RECOVERY, () -> scene.works(session));
          }
          assertThat(scene.wire.spentTwice()).as(failed + "").isEmpty();
          scene.house.revoke(session);
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE", "AFTER"})
  void a_completion_repeated_after_a_failure_succeeds(How how) {
    open("strict");
    untilNoneIsLeft(
        how,
        3,
        (n, _) -> {
          var user = scene.user();
          var link = scene.house.link("bound", user);
          var code = CODE.matcher(new Browser().connect(link.text("url")).toString());
          assertThat(code.find()).isTrue();
          calls.arm(n, how);
          var first = complete(link.text("session_id"), code.group(1), user);
          var failed = calls.disarm();

          assertThat(first.status()).as(failed + "").isIn(200, 503);
          assertThat(complete(link.text("session_id"), code.group(1), user).status())
              .as(failed + "")
              .isEqualTo(200);
          assertThat(scene.works(link.text("session_id"))).isTrue();
        });
  }

  @ParameterizedTest
  @EnumSource
  void a_revocation_repeated_after_a_failure_is_final_and_reaches_the_provider(How how) {
    open("strict");
    untilNoneIsLeft(
        how,
        1,
        (n, _) -> {
          var session = scene.house.connect(scene.user());
          var token = scene.token(session);
          calls.arm(n, how);
          var first = scene.house.revoke(session);
          if (first.status() == 200) assertThat(scene.house.read(session).code()).isNotEqualTo("");
          Eventually.holds(() -> calls.counted() >= n || scene.house.provider(token) == 401);
          var failed = calls.disarm();

          assertThat(first.status()).as(failed + "").isIn(200, 503);
          assertThat(scene.house.revoke(session).status()).as(failed + "").isEqualTo(200);
          assertThat(scene.house.read(session).code()).isEqualTo("INVALID_SESSION");
          Eventually.holds(() -> {
            scene.clock.jump(Duration.ofSeconds(5));
            return scene.house.provider(token) == 401;
          });
          assertThat(scene.house.read(session).code()).isEqualTo("INVALID_SESSION");
        });
  }

  private void untilNoneIsLeft(How how, int fewest, Run run) {
    var n = 1;
    do {
      run.go(n, how);
    } while (calls.counted() >= n++);
    assertThat(n).isGreaterThan(fewest);
  }

  /// A browser that goes as far as it gets.
  private static void walk(String url) {
    try {
      var _ = new Browser().connect(url);
    } catch (AssertionError stopped) {
      assertThat(stopped).hasMessageStartingWith("no ");
    }
  }

  /// Whether the link still waits for its user, none of its codes spent.
  private boolean isUnused(String session) {
    return scene.house.show(session).text("state").equals("pending")
        && scene.wire.calls(Operation.EXCHANGE).isEmpty();
  }

  private Api.Answer complete(String session, String code, String user) {
    return scene.house.api.post(
        COMPLETE, House.json(Map.of("session_id", session, "connect_code", code, "user_id", user)));
  }

  private void open(String policy) {
    var rotation =
        switch (policy) {
          case "none" -> Rotation.none();
          case "grace" -> Rotation.rotate(Duration.ofMinutes(10));
          default -> Rotation.strict();
        };
    scene = new Scene(folder, rotation, policy, calls.seams(), UnaryOperator.identity());
  }
}
