package dev.carabiner.server.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carabiner.sandbox.Endpoint;
import dev.carabiner.sandbox.Fault;
import dev.carabiner.sandbox.Rotation;
import dev.carabiner.sandbox.SandboxSettings;
import dev.carabiner.sandbox.Selection;
import dev.carabiner.server.app.Seams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
class RefreshStoryTest {
  private static final Duration LIFE = Duration.ofHours(1);
  private static final int READERS = 50;

  private final JumpingClock clock = new JumpingClock();
  @TempDir Path folder;

  @Test
  void fifty_readers_at_expiry_share_one_refresh_and_one_answer() throws Exception {
    try (var house = open(sandbox -> sandbox.withRotation(Rotation.strict()))) {
      var session = house.connect("56");
      var first = house.read(session).text("access_token");
      untilDead(house, first);

      Callable<Api.Answer> read = () -> house.read(session);
      try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
        var answers = readers.invokeAll(IntStream.range(0, READERS).mapToObj(_ -> read).toList());
        for (var answer : answers) assertThat(answer.get().status()).isEqualTo(200);
        assertThat(
                answers.stream().map(answer -> answer.resultNow().text("access_token")).distinct())
            .hasSize(1)
            .doesNotContain(first);
      }

      assertThat(house.sandbox.ledger().tokenRequests("refresh_token")).hasSize(1);
      assertThat(house.provider(house.read(session).text("access_token"))).isEqualTo(200);
    }
  }

  @Test
  void a_rotated_refresh_token_replaces_the_old_one_and_one_left_out_keeps_it() {
    for (var rotation : new Rotation[] {Rotation.strict(), Rotation.none()}) {
      try (var house = open(sandbox -> sandbox.withRotation(rotation))) {
        var session = house.connect("56");
        for (var round = 0; round < 3; round++) {
          var token = house.read(session).text("access_token");
          untilDead(house, token);
          assertThat(house.read(session).text("access_token")).isNotEqualTo(token);
        }
        assertThat(house.sandbox.ledger().tokenRequests("refresh_token"))
            .allMatch(request -> request.status().orElse(0) == 200);
      }
    }
  }

  @Test
  void a_living_token_is_served_while_the_provider_is_down_and_reads_work_again_when_it_is_back() {
    try (var house = open(UnaryOperator.identity())) {
      var session = house.connect("56");
      var token = house.read(session).text("access_token");
      house.sandbox.control().fail(Fault.at(Endpoint.TOKEN).times(1).respond(503, "busy"));
      clock.jump(LIFE.minusSeconds(20));
      assertThat(house.read(session).text("access_token")).isEqualTo(token);
      assertThat(house.sandbox.ledger().tokenRequests("refresh_token")).hasSize(1);

      clock.jump(Duration.ofSeconds(21));
      soon(() -> house.read(session).status() == 200);
      assertThat(house.provider(house.read(session).text("access_token"))).isEqualTo(200);
    }
  }

  @Test
  void
      a_dead_token_with_the_provider_down_is_503_with_retry_after_and_the_session_stays_connected() {
    try (var house = open(UnaryOperator.identity())) {
      var session = house.connect("56");
      untilDead(house, house.read(session).text("access_token"));
      house.sandbox.control().fail(Fault.at(Endpoint.TOKEN).times(100).respond(503, "busy"));

      var answer = house.read(session);

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("PROVIDER_UNAVAILABLE");
      assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 900);
      assertThat(house.show(session).text("state")).isEqualTo("connected");
    }
  }

  @Test
  void a_grant_withdrawn_at_the_provider_asks_for_a_reconnect_after_a_second_no() {
    try (var house = open(UnaryOperator.identity())) {
      var session = house.connect("56");
      untilDead(house, house.read(session).text("access_token"));
      house.sandbox.control().withdraw(Selection.all());

      assertThat(house.read(session).code()).isEqualTo("PROVIDER_UNAVAILABLE");
      soon(() -> house.read(session).code().equals("RECONNECT_REQUIRED"));

      assertThat(house.read(session).json().path("errors").path(0).path("reason").asString())
          .isEqualTo("grant_revoked");
      assertThat(house.show(session).text("state")).isEqualTo("needs_reconnect");
      assertThat(house.sandbox.ledger().tokenRequests("refresh_token")).hasSize(2);
    }
  }

  @Test
  void a_lost_answer_is_asked_for_again_where_the_old_refresh_token_stays_valid() {
    try (var house = open(sandbox -> sandbox.withRotation(Rotation.none()))) {
      var session = house.connect("56");
      untilDead(house, house.read(session).text("access_token"));
      house.sandbox.control().fail(Fault.atToken("refresh_token").times(1).cut(Fault.Cut.AFTER));

      soon(() -> house.read(session).status() == 200);
      assertThat(house.sandbox.ledger().tokenRequests("refresh_token")).hasSize(2);
    }
  }

  @Test
  void a_rotation_lost_on_the_way_is_named_when_the_provider_refuses_the_old_token() {
    try (var house = open(sandbox -> sandbox.withRotation(Rotation.strict()))) {
      var session = house.connect("56");
      untilDead(house, house.read(session).text("access_token"));
      house.sandbox.control().fail(Fault.atToken("refresh_token").times(1).cut(Fault.Cut.AFTER));

      soon(() -> house.read(session).code().equals("RECONNECT_REQUIRED"));
      assertThat(house.show(session).text("reason")).isEqualTo("rotation_lost");
    }
  }

  @Test
  void wrong_client_credentials_leave_the_session_connected() {
    try (var house = open(UnaryOperator.identity())) {
      var session = house.connect("56");
      untilDead(house, house.read(session).text("access_token"));
      house
          .sandbox
          .control()
          .fail(Fault.atToken("refresh_token").times(100).error("invalid_client"));

      assertThat(house.read(session).code()).isEqualTo("PROVIDER_UNAVAILABLE");
      assertThat(house.show(session).text("state")).isEqualTo("connected");
    }
  }

  @Test
  void a_revocation_during_a_refresh_is_final_and_the_late_tokens_are_revoked_too()
      throws Exception {
    try (var house = open(UnaryOperator.identity())) {
      var session = house.connect("56");
      untilDead(house, house.read(session).text("access_token"));
      try (var hold = house.sandbox.control().hold("refresh_token");
          var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var read = threads.submit(() -> house.read(session));
        hold.awaitArrival();
        assertThat(house.revoke(session).status()).isEqualTo(200);
        assertThat(house.read(session).code()).isEqualTo("INVALID_SESSION");
        hold.release();
        assertThat(read.get().code()).isEqualTo("INVALID_SESSION");
      }
      assertThat(house.read(session).code()).isEqualTo("INVALID_SESSION");
      Eventually.holds(() ->
          house.sandbox.ledger().entries(Endpoint.REVOKE).stream()
                  .filter(entry -> entry.status().orElse(0) == 200)
                  .count()
              >= 1);
    }
  }

  @Test
  void without_a_refresh_token_the_end_of_the_token_is_the_end() {
    try (var house =
        House.open(
            folder,
            sandbox -> sandbox.withAccessTokenLifetime(LIFE),
            yaml -> yaml.replace(", offline_access", ""),
            clock,
            Seams.NONE)) {
      var session = house.connect("56");
      untilDead(house, house.read(session).text("access_token"));

      assertThat(house.read(session).json().path("errors").path(0).path("reason").asString())
          .isEqualTo("no_refresh_token");
      Eventually.holds(() -> house.show(session).text("state").equals("needs_reconnect"));
    }
  }

  @Test
  void a_token_without_end_has_an_empty_expiry_and_is_never_refreshed() {
    try (var house =
        House.open(folder, SandboxSettings::withEndlessAccessTokens, UnaryOperator.identity())) {
      var session = house.connect("56");

      assertThat(house.read(session).response().body()).endsWith(",\"access_token_expiry\":\"\"}");
      assertThat(
              house
                  .api
                  .get("/api/v1/connected_apps/token?session_id=" + session + "&min_validity=86400")
                  .status())
          .isEqualTo(200);
      assertThat(house.sandbox.ledger().tokenRequests("refresh_token")).isEmpty();
    }
  }

  @Test
  void a_min_validity_that_a_young_token_cannot_meet_is_met_as_well_as_it_can_be() {
    try (var house = open(UnaryOperator.identity())) {
      var session = house.connect("56");

      assertThat(
              house
                  .api
                  .get("/api/v1/connected_apps/token?session_id=" + session + "&min_validity=86401")
                  .code())
          .isEqualTo("INVALID_REQUEST");
      assertThat(
              house
                  .api
                  .get("/api/v1/connected_apps/token?session_id=" + session + "&min_validity=3600")
                  .status())
          .isEqualTo(200);
    }
  }

  @Test
  void where_a_refresh_is_refused_while_the_token_is_fresh_none_is_sent_too_early() {
    UnaryOperator<String> written =
        text ->
            text.replace(
                "    name: Sandbox\n", "    name: Sandbox\n    refresh: {not_before_expiry: 10}\n");
    try (var house =
        House.open(
            folder.resolve("early"),
            sandbox -> sandbox.withAccessTokenLifetime(LIFE),
            written,
            clock,
            Seams.NONE)) {
      var session = house.connect("56");
      var token = house.read(session).text("access_token");
      clock.jump(LIFE.minusSeconds(20));

      assertThat(house.read(session).text("access_token")).isEqualTo(token);
      var path = "/api/v1/connected_apps/token?session_id=" + session + "&min_validity=60";
      assertThat(house.api.get(path).text("access_token")).isEqualTo(token);
      assertThat(house.sandbox.ledger().tokenRequests("refresh_token")).isEmpty();

      clock.jump(Duration.ofSeconds(11));
      assertThat(house.api.get(path).text("access_token")).isNotEqualTo(token);
    }
  }

  private House open(UnaryOperator<SandboxSettings> sandboxed) {
    return House.open(
        folder.resolve("h" + System.nanoTime()),
        sandbox -> sandboxed.apply(sandbox.withAccessTokenLifetime(LIFE)),
        UnaryOperator.identity(),
        clock,
        Seams.NONE);
  }

  /// What comes true within a minute of the clock.
  private void soon(BooleanSupplier condition) {
    for (var second = 0; !condition.getAsBoolean(); second++) {
      assertThat(second).isLessThan(60);
      clock.jump(Duration.ofSeconds(1));
    }
  }

  /// The provider says when a token is dead; ours dies no later.
  private void untilDead(House house, String token) {
    clock.jump(LIFE.plusSeconds(1));
    assertThat(house.provider(token)).isEqualTo(401);
  }
}
